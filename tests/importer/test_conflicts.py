"""A document and a person who changed the same thing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Revision

from cms.importer.models import ImportRecord
from cms.importer.report import Report
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.snippets.people.models import Person
from tests.importer.small_site import ADA, CHALLENGE, imported, kinds
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db

OURS = "<p>Le mot de Nadia</p>"
THEIRS = "<p>Publier les décisions de justice</p>"


@pytest.fixture
def nadia() -> Any:
    return get_user_model().objects.create_superuser(username="nadia", email="nadia@exemple.fr", password="x")


def edit(obj: Any, user: Any, *, publish: bool = True, **values: Any) -> None:
    """Edit an object as a person does."""
    newest = obj.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(newest, name, value)
    revision = newest.save_revision(user=user)
    if publish:
        revision.publish(user=user)


def change(site: Tree) -> None:
    site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Publier"))


def conflicts(report: Report) -> list[tuple[str, str, str]]:
    return [(conflict.field, conflict.source, conflict.here) for conflict in report.conflicts]


def summary() -> str:
    return str(ChallengePage.objects.get().summary)


def test_a_conflict_is_reported_with_both_texts_at_each_run(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), nadia, summary=OURS)
    change(small_site)

    for _run in range(2):
        report = imported(small_site, publish=True)

        assert summary() == OURS
        assert conflicts(report) == [("summary", THEIRS, OURS)]
        assert kinds(report).count("edited-here") == 1
        assert json.loads(report.as_json())["conflicts"][0]["here"] == OURS


def test_a_conflict_names_objects_instead_of_their_keys(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), nadia, promotion=None)
    small_site.write("defis/label.md", CHALLENGE.replace("Promotion 4", "Promotion 3 - DIG"))

    report = imported(small_site, publish=True)

    assert conflicts(report) == [("promotion", "Promotion 3 - DIG", "")]


def test_a_person_who_wrote_what_the_document_says_is_in_no_conflict(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), nadia, host_site="Quai")
    small_site.write("defis/label.md", CHALLENGE.replace("place: Palais", "place: Quai"))

    report = imported(small_site, publish=True)

    assert (conflicts(report), ChallengePage.objects.get().host_site) == ([], "Quai")


def test_force_takes_the_document_and_keeps_the_persons_text_in_the_history(
    small_site: Tree, nadia: Any
) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), nadia, summary=OURS, title="LABEL, suite")
    change(small_site)

    report = imported(small_site, publish=True, force=True)

    page = ChallengePage.objects.get()
    assert (page.summary, page.title) == (THEIRS, "LABEL, suite")  # the document did not change its title
    assert conflicts(report) == [("summary", THEIRS, OURS)]
    history = Revision.objects.for_instance(page).order_by("pk")
    assert [revision.content["summary"] for revision in history][-2:] == [OURS, THEIRS]
    assert imported(small_site, publish=True).conflicts == []


def test_force_puts_the_text_into_a_waiting_draft_and_publishes_nothing(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), nadia, publish=False, title="Un brouillon")
    change(small_site)

    imported(small_site, publish=True, force=True)

    page = ChallengePage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.summary) == ("LABEL", "<p>Ouvrir les décisions de justice</p>")
    assert (draft.title, draft.summary) == ("Un brouillon", THEIRS)

    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Lire"))
    imported(small_site, publish=True)

    assert ChallengePage.objects.get().title == "LABEL"  # it is a person's draft still


def test_what_somebody_deleted_is_not_made_again(small_site: Tree) -> None:
    imported(small_site, publish=True)
    BlogPostPage.objects.get().delete()

    for _run in range(2):
        report = imported(small_site, publish=True)

        assert BlogPostPage.objects.count() == 0
        assert kinds(report).count("deleted-here") == 1
        assert report.outcomes["blog_post"] == {"skipped": 1}


def test_force_makes_again_what_somebody_deleted(small_site: Tree) -> None:
    imported(small_site, publish=True)
    BlogPostPage.objects.get().delete()

    report = imported(small_site, publish=True, force=True)

    assert BlogPostPage.objects.get().summary == "<p>Une suite</p>"
    assert report.outcomes["blog_post"] == {"created": 1}


def test_a_snippets_conflict_is_reported_too(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    edit(Person.objects.get(), nadia, job="Architecte")
    small_site.write("personnes/ada-roux.md", ADA.replace("job: Designer", "job: Graphiste"))

    report = imported(small_site, publish=True)

    assert conflicts(report) == [("job", "Graphiste", "Architecte")]
    assert Person.objects.get().job == "Architecte"


def test_address_owner_and_first_date_stay_those_of_the_first_import(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    before = ChallengePage.objects.get()
    ChallengePage.objects.update(owner=nadia)
    small_site.write(
        "defis/label.md", CHALLENGE.replace("title: LABEL", "title: Labeille").replace("2021", "2020")
    )

    imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.title, page.slug, page.url_path) == ("Labeille", before.slug, before.url_path)
    assert (page.first_published_at, page.owner) == (before.first_published_at, nadia)


def test_an_edit_is_known_for_one_after_other_fields_were_imported(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), nadia, title="LABEL, suite")
    change(small_site)
    imported(small_site, publish=True)
    assert (ChallengePage.objects.get().title, summary()) == ("LABEL, suite", THEIRS)
    small_site.write("defis/label.md", CHALLENGE.replace("title: LABEL", "title: Labeille"))

    report = imported(small_site, publish=True)

    assert ChallengePage.objects.get().title == "LABEL, suite"
    assert conflicts(report) == [("title", "Labeille", "LABEL, suite")]


def test_what_an_editor_had_before_the_first_import_is_in_conflict_too(small_site: Tree, nadia: Any) -> None:
    imported(small_site, publish=True)
    ImportRecord.objects.all().delete()
    edit(ChallengePage.objects.get(), nadia, summary=OURS)

    for _run in range(2):
        report = imported(small_site, publish=True)

        assert summary() == OURS
        assert ("summary", "<p>Ouvrir les décisions de justice</p>", OURS) in conflicts(report)
