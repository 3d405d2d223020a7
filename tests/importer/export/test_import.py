"""What an import of an export does beside making the same site again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.importer.erased import remember_erased
from cms.importer.errors import WrongUsage
from cms.importer.export import export_content
from cms.importer.export.layout import MARKER
from cms.importer.report import Report
from cms.pages.standard.models import HomePage, StandardPage
from cms.snippets.people.models import Person
from cms.snippets.topics.models import Theme
from tests.importer.export.conftest import Site, files

pytestmark = pytest.mark.django_db


def outcomes(report: Report, kind: str) -> dict[str, int]:
    return {outcome: number for outcome, number in report.outcomes.get(kind, {}).items() if number}


def kinds(report: Report) -> list[str]:
    return [warned.kind for warned in report.warnings]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def by_a_person(page: Any, **values: Any) -> None:
    """Save and publish as somebody who is signed in does."""
    for name, value in values.items():
        setattr(page, name, value)
    user = get_user_model().objects.create_superuser("lea@example.org", "une phrase assez longue")
    page.save_revision(user=user).publish()


def test_a_draft_stays_one_and_keeps_its_newest_text(site: Site) -> None:
    page = site.page(live=False, summary="<p>Ancien</p>")
    page.summary = "<p>Nouveau</p>"
    page.save_revision()
    folder = site.export()
    site.delete(page)

    site.load(folder)

    assert (site.again().live, site.again().summary) == (False, "<p>Nouveau</p>")


def test_of_a_published_page_with_newer_changes_the_published_text_is_written(site: Site) -> None:
    page = site.page(summary="<p>Publié</p>")
    page.summary = "<p>Pas encore</p>"
    page.save_revision()
    summary = export_content(site.folder / "export")
    site.delete(page)

    site.load(site.folder / "export")

    assert summary.unpublished_changes == 1
    assert (site.again().live, site.again().summary) == (True, "<p>Publié</p>")


def test_without_publish_everything_is_a_draft_until_it_is_published(site: Site) -> None:
    page = site.page()
    folder = site.export()
    site.delete(page)

    site.load(folder, publish=False)
    draft = site.again().live
    report = site.load(folder)

    assert (draft, site.again().live) == (False, True)
    assert outcomes(report, "standard.StandardPage") == {"updated": 1}


def test_dates_of_publication_come_back(site: Site) -> None:
    page = site.page()
    moment = dt.datetime(2021, 3, 4, 5, 6, 7, 890, tzinfo=dt.UTC)
    StandardPage.objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
    folder = site.export()
    site.delete(page)

    site.load(folder)

    back = site.again()
    assert [back.first_published_at, back.last_published_at, back.latest_revision_created_at] == [moment] * 3
    assert back.latest_revision.created_at == moment


def test_what_waits_for_its_hour_waits_here_too(site: Site) -> None:
    hour = timezone.now().replace(microsecond=0) + dt.timedelta(days=3)
    page = site.page(live=False, go_live_at=hour)
    page.save_revision(approved_go_live_at=hour)
    folder = site.export()
    site.delete(page)

    site.load(folder)

    back = site.again()
    assert (back.live, back.go_live_at, back.latest_revision.approved_go_live_at) == (False, hour, hour)


@pytest.mark.parametrize(
    ("kind", "password", "here"),
    [("login", "", "login"), ("password", "sésame", "groups"), ("groups", "", "groups")],
)
def test_a_page_that_was_not_for_everybody_is_not_public(
    site: Site, client: Any, kind: str, password: str, here: str
) -> None:
    page = site.page()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
    group = Group.objects.create(name="Cantiniers")
    restriction.groups.set([group] if kind == "groups" else [])
    folder = site.export()
    site.delete(page)

    report = site.load(folder)

    restriction = PageViewRestriction.objects.get(page=site.again())
    assert restriction.restriction_type == here
    assert list(restriction.groups.all()) == ([group] if kind == "groups" else [])
    assert ("restriction-closed" in kinds(report)) == (kind == "password")
    assert client.get("/cantine/").status_code != 200
    assert password == "" or not any(password.encode() in content for content in files(folder).values())


def test_a_group_that_is_not_here_leaves_the_page_to_superusers(site: Site) -> None:
    page = site.page()
    group = Group.objects.create(name="Cantiniers")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.set([group])
    folder = site.export()
    site.delete(page)
    group.delete()

    report = site.load(folder)

    restriction = PageViewRestriction.objects.get(page=site.again())
    assert (restriction.restriction_type, restriction.groups.count()) == ("groups", 0)
    assert kinds(report) == ["restriction-closed"]


def test_files_of_a_private_collection_come_back_private(site: Site) -> None:
    inner = Collection.get_first_root_node().add_child(name="Interne").add_child(name="Contrats")
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    document = get_document_model()(
        title="Contrat", collection=inner, file=ContentFile(b"%PDF-1.4 c", name="c.pdf")
    )
    document.save()
    folder = site.export()
    document.delete()
    Collection.objects.filter(name="Interne").first().delete()

    site.load(folder)

    back = get_document_model().objects.get(title="Contrat")
    assert back.collection.name == "Contrats"
    assert back.collection.get_parent().name == "Interne"
    assert [r.restriction_type for r in back.collection.get_view_restrictions()] == ["login"]
    assert b"".join(back.file.open().chunks()) == b"%PDF-1.4 c"


@pytest.mark.parametrize("text", [None, "collections: [", "collections: oui\n"])
def test_a_file_is_left_out_when_nothing_tells_who_may_see_it(site: Site, text: str | None) -> None:
    inner = Collection.get_first_root_node().add_child(name="Contrats")
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    document = get_document_model()(
        title="Bail", collection=inner, file=ContentFile(b"%PDF-1.4 b", name="bail.pdf")
    )
    document.save()
    folder = site.export()
    document.delete()
    inner.delete()
    (folder / "collections.yml").unlink()
    if text is not None:
        (folder / "collections.yml").write_text(text)

    report = site.load(folder)

    assert not get_document_model().objects.exists()
    assert kinds(report) == ["file-refused"]


def test_what_a_person_changed_is_kept_and_both_texts_are_shown(site: Site) -> None:
    page = site.page(summary="<p>Alors</p>")
    folder = site.export()
    by_a_person(page, summary="<p>Ici</p>")

    report = site.load(folder)

    assert site.again().summary == "<p>Ici</p>"
    assert kinds(report) == ["edited-here"]
    assert [(c.field, c.source, c.here) for c in report.conflicts] == [("summary", "Alors", "Ici")]


def test_force_takes_the_documents_text(site: Site) -> None:
    page = site.page(summary="<p>Alors</p>")
    folder = site.export()
    by_a_person(page, summary="<p>Ici</p>")

    report = site.load(folder, force=True)

    assert (site.again().summary, report.conflicts) == ("<p>Alors</p>", [])


def test_what_a_person_took_off_line_stays_off_line(site: Site) -> None:
    page = site.page()
    folder = site.export()
    user = get_user_model().objects.create_superuser("lea@example.org", "une phrase assez longue")
    page.unpublish(user=user, log_action=True)

    site.load(folder)

    assert site.again().live is False


def test_a_changed_document_changes_its_page(site: Site) -> None:
    site.page(summary="<p>Alors</p>")
    folder = site.export()
    edit(site.document(folder), "summary: Alors", "summary: Le **menu** de la semaine")

    report = site.load(folder)

    assert site.again().summary == "<p>Le <b>menu</b> de la semaine</p>"
    assert outcomes(report, "standard.StandardPage") == {"updated": 1}


def test_one_document_of_an_export_is_imported_alone(site: Site) -> None:
    first, second = site.page(), site.page("jardin")
    folder = site.export()
    site.delete(first, second)

    site.load(site.document(folder))

    assert list(
        StandardPage.objects.filter(slug__in=["cantine", "jardin"]).values_list("slug", flat=True)
    ) == ["cantine"]


def test_a_dry_run_says_the_same_and_writes_nothing(site: Site) -> None:
    page = site.page()
    document = get_document_model()(title="Kit", file=ContentFile(b"%PDF-1.4 kit", name="kit.pdf"))
    document.save()
    folder = site.export()
    site.delete(page)
    document.delete()

    dry = site.load(folder, dry_run=True)
    gone = (StandardPage.objects.filter(slug="cantine").exists(), get_document_model().objects.exists())
    real = site.load(folder)

    assert gone == (False, False)
    assert dry.outcomes == real.outcomes


def test_redirects_come_back_and_ours_stay(site: Site) -> None:
    page = site.page()
    Redirect.objects.create(old_path="/vieux", redirect_page=page)
    Redirect.objects.create(old_path="/autre", redirect_link="https://exemple.fr/")
    folder = site.export()
    site.delete(page)
    Redirect.objects.filter(old_path="/autre").update(redirect_link="https://ici.fr/")

    report = site.load(folder)

    assert Redirect.objects.get(old_path="/vieux").redirect_page.specific == site.again()
    assert Redirect.objects.get(old_path="/autre").redirect_link == "https://ici.fr/"
    assert kinds(report) == ["edited-here"]


def test_a_person_who_was_erased_does_not_come_back(site: Site) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    person = Person(name="Ada Roux", slug="ada-roux", locale=home.locale)
    person.save()
    folder = site.export()
    person.delete()
    remember_erased(["Ada Roux"])

    report = site.load(folder)

    assert not Person.objects.exists()
    assert kinds(report) == ["person-erased"]
    assert "ada" not in report.as_json().lower().replace(str(folder).lower(), "")


def test_siblings_stand_in_the_order_of_the_export(site: Site) -> None:
    pages = [site.page(slug) for slug in ("cantine", "jardin", "atelier")]
    home = HomePage.objects.get(locale__language_code="fr")
    Page.objects.get(pk=pages[2].pk).move(Page.objects.get(pk=home.pk), pos="first-child")
    order = list(home.get_children().values_list("slug", flat=True))
    folder = site.export()
    site.delete(*pages)

    site.load(folder)

    assert list(HomePage.objects.get(pk=home.pk).get_children().values_list("slug", flat=True)) == order


def test_an_address_that_is_taken_becomes_the_next_one(site: Site) -> None:
    page = site.page()
    folder = site.export()
    site.delete(page)
    site.page()

    report = site.load(folder)

    assert StandardPage.objects.filter(slug="cantine-2", live=True).exists()
    assert kinds(report) == ["address-taken"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("type: standard.StandardPage", "type: musique.ConcertPage", "type-not-installed"),
        ("title: La cantine", "title: La cantine\ncouleur: bleu", "field-unknown"),
        ("title: La cantine", "title: La cantine\nimage: media/images/absente.png", "reference-missing"),
        ("title: La cantine", "title: La carte\ntitle: La cantine", "duplicate-yaml-key"),
    ],
)
def test_what_has_no_place_here_is_warned_about(site: Site, old: str, new: str, kind: str) -> None:
    page = site.page()
    folder = site.export()
    site.delete(page)
    edit(site.document(folder), old, new)

    report = site.load(folder)

    assert (kinds(report), report.failures) == ([kind], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: La cantine", "title: [La, cantine]"),
        ("first_published_at: '20", "first_published_at: 'jadis 20"),
        ("key: ", "key: pas-une-clé-"),
        ("language: fr", "language: br"),
        ("  language: fr\n", ""),
        ("parent: ", "parent: 0000-"),
        ("eig-cms:", "autre:"),
        ("title: La cantine", "title: La cantine\nhero_buttons: oui"),
        ("title: La cantine", f"title: {'a' * 300}"),
        ("uuid: ", "uuid: non-"),
        ("---\n", "---\n: : :\n\t"),
    ],
)
def test_a_document_that_is_broken_is_named_and_stops_no_other(site: Site, old: str, new: str) -> None:
    page, other = site.page(), site.page("jardin")
    folder = site.export()
    site.delete(page, other)
    edit(site.document(folder), old, new)

    report = site.load(folder)

    assert [failure.path for failure in report.failures] == ["pages/accueil/cantine.md"]
    assert StandardPage.objects.filter(slug="jardin", live=True).exists()


def test_a_broken_page_takes_nothing_with_it_that_it_stands_below(site: Site) -> None:
    above = site.page("vie-du-lieu")
    page = site.page()
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=above.pk), pos="last-child")
    folder = site.export()
    site.delete(above)
    # Read before the page it stands below.
    broken = folder / "pages" / "accueil" / "a.md"
    (folder / "pages" / "accueil" / "vie-du-lieu" / "cantine.md").rename(broken)
    edit(broken, "uuid: ", "uuid: non-")

    report = site.load(folder)

    assert [failure.path for failure in report.failures] == ["pages/accueil/a.md"]
    assert StandardPage.objects.filter(slug="vie-du-lieu", live=True).exists()


def test_links_that_lead_out_of_the_export_are_not_followed(site: Site, tmp_path: Path) -> None:
    page = site.page()
    folder = site.export()
    site.delete(page)
    secret = tmp_path / "secret.md"
    site.document(folder).rename(secret)
    site.document(folder).symlink_to(secret)
    (folder / "media" / "documents").mkdir(parents=True)
    (folder / "media" / "documents" / "mot.txt").symlink_to("/etc/hostname")

    site.load(folder)

    assert not StandardPage.objects.filter(slug="cantine").exists()
    assert not get_document_model().objects.exists()


def test_a_file_that_is_no_picture_is_refused(site: Site) -> None:
    folder = site.export()
    (folder / "media" / "images").mkdir(parents=True)
    (folder / "media" / "images" / "faux.png").write_bytes(b"pas une image")

    assert kinds(site.load(folder)) == ["file-refused"]


def test_a_later_format_is_refused_before_anything_is_written(site: Site) -> None:
    folder = site.export()
    (folder / MARKER).write_text("format: 99\n")

    with pytest.raises(WrongUsage):
        site.load(folder)


def test_the_type_cannot_be_forced(site: Site) -> None:
    with pytest.raises(WrongUsage):
        site.load(site.export(), kind="blog_post")


def test_a_value_that_a_translator_replaced_stays_apart(site: Site) -> None:
    french = site.page(review_on=dt.date(2027, 1, 1))
    english_home = HomePage.objects.get(locale__language_code="en")
    english = french.copy_for_translation(english_home.locale)
    english.slug = "canteen"
    english.save_revision().publish()
    StandardPage.objects.filter(pk=english.pk).update(review_on=dt.date(2028, 2, 2))
    folder = site.export()
    site.delete(english, french)

    site.load(folder)
    site.again().save()

    assert site.again("canteen").review_on == dt.date(2028, 2, 2)


def test_a_theme_that_stands_here_already_is_taken_for_the_same(site: Site) -> None:
    locale = HomePage.objects.get(locale__language_code="fr").locale
    Theme(title="Eau", slug="eau", locale=locale).save()
    folder = site.export()
    Theme.objects.all().delete()
    Theme(title="L’eau", slug="eau", locale=locale).save()

    site.load(folder)

    assert list(Theme.objects.values_list("title", flat=True)) == ["Eau"]
