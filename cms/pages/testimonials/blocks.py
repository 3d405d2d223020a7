"""A quotation, for the bodies of every type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock

from cms.core.blocks import (
    Group,
    LanguageBlock,
    LinkURLBlock,
    RichTextBlock,
    SnippetBlock,
    StructBlock,
    UntranslatedCharBlock,
)
from cms.core.links import page_representation, public_objects, public_pages, safe_url


class QuoteBlock(StructBlock):
    text = RichTextBlock(label=_("Text"), help_text=_("Without quotation marks: they are added."))
    person = SnippetBlock(
        "people.Person",
        required=False,
        label=_("Person"),
        help_text=_("When the person has a page on this site."),
    )
    speaker = UntranslatedCharBlock(
        required=False, label=_("Name of the speaker"), help_text=_("When no person is chosen above.")
    )
    role = CharBlock(required=False, label=_("Role"))
    promotion = PageChooserBlock(page_type="promotions.PromotionPage", required=False, label=_("Cohort"))
    challenge = PageChooserBlock(page_type="challenges.ChallengePage", required=False, label=_("Challenge"))
    language = LanguageBlock(label=_("Language of the quotation"))
    source_url = LinkURLBlock(
        required=False, label=_("Source"), help_text=_("The address where it was said or written.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context.update(attribution(value))
        context["source"] = safe_url(value["source_url"])
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        shown = attribution(value)
        person = shown["person"]
        return {
            "text": self.child_blocks["text"].get_api_representation(value["text"], context),
            "person": person
            and {"id": person.pk, "uuid": str(person.uuid), "name": person.name, "url": person.url},
            "speaker": shown["speaker"],
            "role": value["role"],
            "promotion": page_representation(shown["promotion"]),
            "challenge": page_representation(shown["challenge"]),
            "language": value["language"] or None,
            "source_url": safe_url(value["source_url"]),
        }

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of a person, with their name, role, cohort and challenge.")
        group = Group.TEXT
        template = "testimonials/blocks/quote.html"
        label_format = "{speaker} {text}"


def attribution(value: Any) -> dict[str, Any]:
    """Who spoke, as far as the public may know.

    A person who was chosen and is hidden is not named, by the typed name either.
    """
    person = public_objects([value["person"]])[0]
    hidden = value["person"] is not None and person is None
    promotion, challenge = public_pages([value["promotion"], value["challenge"]])
    return {
        "person": person,
        "speaker": "" if hidden else value["speaker"] or (person.name if person else ""),
        "promotion": promotion,
        "challenge": challenge,
    }


blocks = [("quote", QuoteBlock())]
