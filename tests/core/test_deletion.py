"""What others name cannot be deleted, and the editor is told who names it."""

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.core.deletion import protecting_objects
from cms.pages.blog.models import BlogPostPage
from cms.snippets.administrations.models import Administration
from tests.core.conftest import in_french, messages_of, reread
from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    DocumentFactory,
    ExpertiseFactory,
    KeyFigureFactory,
    PersonFactory,
    PressContactFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

REFUSAL = "%(object)s cannot be deleted, because other content names it: %(names)s. Change that first."

# snippet in use -> what names it
USED = {
    "person": (PersonFactory, lambda person: ChallengePageFactory(title="Forêt ouverte", team=[person])),
    "administration": (
        AdministrationFactory,
        lambda body: ChallengePageFactory(title="Forêt ouverte", administrations=[body]),
    ),
    "successor": (AdministrationFactory, lambda body: AdministrationFactory(name="Forêt", successor=body)),
    "theme": (ThemeFactory, lambda theme: ChallengePageFactory(title="Forêt ouverte", themes=[theme])),
    "expertise": (ExpertiseFactory, lambda term: PersonFactory(name="Zoé Forêt", expertises=[term])),
    "category": (CategoryFactory, lambda term: BlogPostPageFactory(title="La forêt", categories=[term])),
    "figure": (KeyFigureFactory, lambda figure: StandardPageFactory(title="Forêt", key_figures=[figure])),
    "contact": (PressContactFactory, lambda who: PressReleasePageFactory(title="La forêt", contacts=[who])),
}


def snippet_address(obj, view: str) -> str:
    return reverse(obj.snippet_viewset.get_url_name(view), args=[obj.pk])


def bulk_address(obj, *others) -> str:
    names = ("wagtailcore", "page") if isinstance(obj, Page) else (obj._meta.app_label, obj._meta.model_name)
    keys = "&".join(f"id={one.pk}" for one in (obj, *others))
    return reverse("wagtail_bulk_action", args=[*names, "delete"]) + f"?{keys}"


def said(response) -> str:
    """The one message of the page one is led back to; French quotation marks count as ours."""
    (message,) = messages_of(response)
    return message


@pytest.mark.parametrize("kind", USED)
def test_snippet_in_use_stays_and_its_user_is_named(kind, fr, administrator):
    factory, use = USED[kind]
    snippet = factory()
    user = use(snippet)
    for address in (snippet_address(snippet, "delete"), bulk_address(snippet)):
        message = said(administrator.post(address, follow=True))
        assert str(user) in message
        assert str(snippet) in message
        assert message.endswith(in_french(REFUSAL, object="", names="").split(".", 1)[1] or "d’abord.")
    assert reread(snippet) == snippet
    response = administrator.get(snippet_address(snippet, "delete"), follow=True)
    assert str(user) in said(response)


def test_unused_snippet_is_deleted(fr, administrator):
    theme = ThemeFactory()
    administrator.post(snippet_address(theme, "delete"))
    assert not type(theme).objects.filter(pk=theme.pk).exists()


def test_page_in_use_stays_and_its_users_are_named(fr, administrator):
    promotion = PromotionPageFactory(title="Promotion 4")
    ChallengePageFactory(title="Forêt ouverte", promotion=promotion)
    TestimonialPageFactory(title="Une année", promotions=[promotion])
    for address in (reverse("wagtailadmin_pages:delete", args=[promotion.pk]), bulk_address(promotion)):
        message = said(administrator.post(address, follow=True))
        assert all(name in message for name in ("Promotion 4", "Forêt ouverte", "Une année"))
    assert reread(promotion).live is True


def test_index_page_stays_when_a_page_below_it_is_in_use(fr, administrator):
    challenge = ChallengePageFactory(title="Forêt ouverte")
    TestimonialPageFactory(title="Une année", challenges=[challenge])
    for address in (
        reverse("wagtailadmin_pages:delete", args=[fr.challenges.pk]),
        bulk_address(fr.challenges),
    ):
        assert "Une année" in said(administrator.post(address, follow=True))
    assert reread(fr.challenges).numchild == 1


def test_tree_whose_pages_name_each_other_is_deleted(fr, administrator):
    first = BlogPostPageFactory()
    BlogPostPageFactory(related_posts=[first])
    parent = StandardPageFactory(title="Programme")
    button = StandardPageFactory(parent=parent, hero_buttons=[{"label": "Voir", "page": parent}])
    administrator.post(reverse("wagtailadmin_pages:delete", args=[fr.blog.pk]))
    administrator.post(bulk_address(parent))
    assert not BlogPostPage.objects.exists()
    assert not Page.objects.filter(pk__in=[parent.pk, button.pk, fr.blog.pk]).exists()


def test_two_posts_that_name_each_other_are_deleted_together(fr, administrator):
    first = BlogPostPageFactory()
    second = BlogPostPageFactory(related_posts=[first])
    first.related_rows.add(first.related_rows.model(related=second))
    first.save()
    response = administrator.post(bulk_address(first, second))
    assert response.status_code == 302
    assert not BlogPostPage.objects.exists()


def test_bodies_that_name_each_other_are_deleted_together(fr, administrator):
    ministry = AdministrationFactory()
    office = AdministrationFactory(parent=ministry, successor=ministry)
    administrator.post(bulk_address(ministry, office))
    assert not Administration.objects.exists()


def test_refused_deletion_leaves_the_tree_as_it_was(fr):
    challenge = ChallengePageFactory()
    TestimonialPageFactory(challenges=[challenge])
    with pytest.raises(ProtectedError):
        challenge.delete()
    assert (reread(fr.challenges).numchild, Page.find_problems()) == (1, ([], [], [], [], []))


def test_document_in_use_is_refused_in_bulk(fr, administrator):
    document = DocumentFactory()
    PressReleasePageFactory(title="La forêt", attachments=[document])
    assert "La forêt" in said(administrator.post(bulk_address(document), follow=True))


def test_long_list_of_users_is_cut(fr, administrator):
    theme = ThemeFactory()
    for number in range(12):
        ChallengePageFactory(title=f"Forêt {number}", themes=[theme])
    message = said(administrator.post(snippet_address(theme, "delete"), follow=True))
    assert message.count("Forêt") == 10
    assert in_french("%(count)s more", count=2) in message or "2" in message


def test_draft_that_names_it_does_not_forbid_deletion(fr, administrator):
    page, promotion = ChallengePageFactory(), PromotionPageFactory()
    page.promotion = promotion
    page.save_revision()
    administrator.post(reverse("wagtailadmin_pages:delete", args=[promotion.pk]))
    assert not Page.objects.filter(pk=promotion.pk).exists()


@pytest.mark.sqlite
def test_finding_users_costs_the_same_when_there_are_many(fr):
    themes = [ThemeFactory(), ThemeFactory()]
    ChallengePageFactory(themes=[themes[0]])
    for _ in range(4):
        ChallengePageFactory(themes=[themes[1]])

    def queries(theme) -> int:
        with CaptureQueriesContext(connection) as captured:
            protecting_objects([theme])
        return len(captured)

    assert queries(themes[0]) == queries(themes[1])
