"""What the page editor refuses, and what it only warns about."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ContentPageForm(WagtailAdminPageForm):
    """Asks for alternative texts and transcripts before a page's first publication.

    Imported content and pages already published keep working: correcting a typing
    error must not demand a description of ten pictures.
    """

    def clean(self):
        cleaned_data = super().clean()
        if self._asks_for_accessibility():
            if (
                cleaned_data.get("image")
                and not cleaned_data.get("image_decorative")
                and not cleaned_data.get("image_alt")
            ):
                self.add_error(
                    "image_alt",
                    _("Describe the picture, or tick “decorative image”."),
                )
            self._check_body(cleaned_data.get("body"))
        return cleaned_data

    def _asks_for_accessibility(self) -> bool:
        page = self.instance
        publishes = "action-publish" in self.data or "action-submit" in self.data
        return publishes and not getattr(page, "source_path", "") and page.first_published_at is None

    def _check_body(self, body) -> None:
        # The blocks need every model to be there; this module is imported by them.
        from cms.core.blocks import missing_alts, missing_transcripts

        if not body:
            return
        alts, transcripts = len(missing_alts(body)), len(missing_transcripts(body))
        problems = []
        if alts:
            problems.append(
                _("%(count)s picture(s) without alternative text: describe them or tick “decorative”.")
                % {"count": alts}
            )
        if transcripts:
            problems.append(_("%(count)s video(s) without transcript.") % {"count": transcripts})
        if problems:
            self.add_error("body", ValidationError(problems))
