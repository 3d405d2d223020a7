"""Images, video and outside content."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from cms.core.blocks.base import (
    Group,
    LanguageBlock,
    LinkURLBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    UntranslatedCharBlock,
)
from cms.core.images import image_representation
from cms.core.links import safe_url


class PlainImageBlock(ImageChooserBlock):
    """An image that carries no meaning of its own (an icon): it never has a text alternative."""

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        return image_representation(value, decorative=True)


class CMSImageBlock(ImageBlock):
    """Wagtail's image with its text alternative; a missing one never stops a save.

    Imported content must stay correctable: `missing_alts` lists what lacks an alternative, and
    the page form decides whether that stops a first publication.
    """

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.child_blocks["alt_text"].field.help_text = _(
            "What a person who cannot see the image needs to know of it. Never a file name."
        )
        self.child_blocks["decorative"].field.help_text = _(
            "It adds nothing to the text: screen readers skip it."
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(self._complete(value))

    def bulk_to_python(self, values: Any) -> list[Any]:
        return super().bulk_to_python([self._complete(value) for value in values])

    def _complete(self, value: Any) -> dict[str, Any]:
        """A bare identifier has no alternative yet: Wagtail would take the image's title, often a file name."""
        if not isinstance(value, dict):
            value = {"image": value if isinstance(value, int) else None}
        return {
            "image": value.get("image"),
            "decorative": bool(value.get("decorative")),
            "alt_text": value.get("alt_text") or "",
        }

    def clean(self, value: Any) -> Any:
        was_deferred = self.is_deferred_validation
        try:
            return super().clean(value)
        except blocks.StructBlockValidationError as error:
            if set(error.block_errors) == {"alt_text"} and not was_deferred:
                return value
            raise

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        return image_representation(value)

    def get_searchable_content(self, value: Any) -> list[str]:
        alt = getattr(value, "contextual_alt_text", "")
        return [alt] if self.search_index and alt else []


class FigureBlock(StructBlock):
    """An image with its caption and credit."""

    image = CMSImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, label=_("Caption"))
    credit = UntranslatedCharBlock(
        required=False, label=_("Credit"), help_text=_("Who made the image, and its licence.")
    )

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Caption, alternative text, and the image itself, which a translation may replace.

        The stock walk fails on the alternative text of an image that no longer exists, and
        forgets that an image is decorative once it is replaced.
        """
        from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue

        segments = [StringSegmentValue("caption", value["caption"])]
        image = value["image"]
        if image:
            segments.append(OverridableSegmentValue("image.image", image.pk))
            segments.append(StringSegmentValue("image.alt_text", image.contextual_alt_text or ""))
        return segments

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """`value` with its caption, image and alternative text in another language."""
        texts = {segment.path: segment for segment in segments}
        if "caption" in texts:
            value["caption"] = texts["caption"].render_text()
        image = value["image"]
        if image is None:
            return value
        alternative, decorative = image.contextual_alt_text, image.decorative
        if "image.image" in texts:
            image = type(image).objects.filter(pk=texts["image.image"].data).first() or image
        if "image.alt_text" in texts:
            alternative = texts["image.alt_text"].render_text()
        image.contextual_alt_text, image.decorative = alternative, decorative
        value["image"] = image
        return value

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("One image with its text alternative, caption and credit.")
        group = Group.MEDIA
        template = "core/blocks/image.html"
        label_format = "{caption}"


class GalleryBlock(StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    images = ListBlock(FigureBlock(), label=_("Images"))

    class Meta:
        icon = "grid"
        label = _("Gallery")
        description = _("Several images side by side.")
        group = Group.MEDIA
        template = "core/blocks/gallery.html"
        label_format = "{title}"


class VideoBlock(StructBlock):
    url = LinkURLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(required=False, label=_("Title"))
    transcript = RichTextBlock(
        required=False,
        label=_("Transcript"),
        help_text=_(
            "What is said and shown, for those who cannot hear or see the video. The law asks for it."
        ),
    )
    language = LanguageBlock(label=_("Language of the video"))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return _with_address(super().get_context(value, parent_context), value)

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A link to a video, with its transcript. Nothing is loaded from another site.")
        group = Group.MEDIA
        template = "core/blocks/video.html"
        label_format = "{title}"


class EmbedBlock(StructBlock):
    """Outside content, shown as a link: a reader's address is given to nobody."""

    url = LinkURLBlock(label=_("Address"))
    title = blocks.CharBlock(
        required=False, label=_("Title"), help_text=_("What is found there: it becomes the text of the link.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return _with_address(super().get_context(value, parent_context), value)

    class Meta:
        icon = "code"
        label = _("Outside content")
        description = _("A map, a chart or a form on another site, shown as a link to it.")
        group = Group.MEDIA
        template = "core/blocks/embed.html"
        label_format = "{title}"


def _with_address(context: dict[str, Any], value: Any) -> dict[str, Any]:
    context["href"] = safe_url(value["url"])
    return context
