"""Where wagtail-localize would publish a text under another language's addresses, and must not."""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsView


def translation_into(obj: TranslatableMixin) -> Translation | None:
    """What wagtail-localize keeps of the translation that made `obj`, while it is going on."""
    return Translation.objects.filter(
        source__object_id=obj.translation_key, target_locale=obj.locale_id, enabled=True
    ).first()


def missing_texts(translation: Translation) -> int:
    """How many texts of the source have no translation yet."""
    total, translated = translation.get_progress()
    return total - translated


# Before wagtail-localize answers with its own editor.
@hooks.register("before_edit_page", order=-10)
def refuse_untranslated_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse_untranslated(request, page)


@hooks.register("before_edit_snippet", order=-10)
def refuse_untranslated_snippet(request: HttpRequest, instance: TranslatableMixin) -> HttpResponse | None:
    return _refuse_untranslated(request, instance) if isinstance(instance, TranslatableMixin) else None


def _refuse_untranslated(request: HttpRequest, obj: TranslatableMixin) -> HttpResponse | None:
    """Translating a part and publishing it is the translator's choice; nothing at all is a mistake."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translation_into(obj)
    if translation is None:
        return None
    total, translated = translation.get_progress()
    if not total or translated:
        return None
    messages.error(
        request,
        _("“%(object)s” cannot be published in this language: nothing of it is translated yet.")
        % {"object": obj},
    )
    return redirect(request.path)


class SynchroniseTranslationsView(UpdateTranslationsView):
    """Takes the source's new texts over. Asked to publish as well, publishes the translations that
    are complete and the user's to publish: the others would show new paragraphs in the source
    language."""

    def form_valid(self, form):
        publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        response = super().form_valid(form)
        if publish:
            self._publish_complete()
        return response

    def _publish_complete(self) -> None:
        for translation in self.object.translations.filter(enabled=True).select_related("target_locale"):
            if not _may_publish(self.request.user, translation.get_target_instance()):
                continue
            if missing := missing_texts(translation):
                messages.warning(
                    self.request,
                    ngettext(
                        "Not published in %(language)s: %(count)s text is not translated yet.",
                        "Not published in %(language)s: %(count)s texts are not translated yet.",
                        missing,
                    )
                    % {"language": translation.target_locale.get_display_name(), "count": missing},
                )
                continue
            with contextlib.suppress(ValidationError):  # kept beside the text, for its translator
                translation.save_target(user=self.request.user, publish=True)


def _may_publish(user: Any, obj: TranslatableMixin) -> bool:
    if isinstance(obj, Page):
        return obj.permissions_for_user(user).can_publish()
    policy = policy_registry.get_by_type(type(obj))
    return policy.user_has_permission_for_instance(user, "publish", obj)


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """A translation made an alias would show its source's text in the wrong language."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(
        request,
        _("“%(page)s” stays a translation: as an alias it would repeat the text of another language.")
        % {"page": page.get_admin_display_title()},
    )
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


# Before wagtail-localize's own views at these addresses.
@hooks.register("register_admin_urls", order=-10)
def take_the_place_of_views() -> list:
    return [
        path("localize/update/<int:translation_source_id>/", SynchroniseTranslationsView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
    ]


@hooks.register("construct_page_action_menu")
def leave_out_alias(menu_items: list, request: HttpRequest, context: dict) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]
