"""The upload forms of images and documents, on top of Wagtail's."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .svg import UnreadableSVGError, clean_svg


class ImageFileField(WagtailImageField):
    """Wagtail's field, which fails with an error 500 on a file that only begins like a picture."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class ImageForm(BaseImageForm):
    """Tells the editor about an SVG that cannot be cleaned; the cleaning itself is done when it is saved."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = ImageFileField(
                label=field.label, required=field.required, widget=field.widget, initial=field.initial
            )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data and file.name.lower().endswith(".svg"):
            file.seek(0)
            try:
                clean_svg(file.read())
            except UnreadableSVGError as error:
                raise ValidationError(
                    _("This SVG file cannot be read. Export it again from your drawing software."),
                    code="unreadable_svg",
                ) from error
            finally:
                file.seek(0)
        return file


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            field = self.fields["language"]
            # The list comes from the settings, so it is the form's and not the column's.
            languages = [("", pgettext_lazy("language", "Unknown")), *settings.LANGUAGES]
            current = self.instance.language
            if current and current not in dict(languages):
                languages.append((current, current))
            self.fields["language"] = forms.ChoiceField(
                label=field.label, help_text=field.help_text, required=False, choices=languages
            )
