"""The import again: what it leaves alone, what people keep; dry runs and failures."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from cms.importer.models import ImportRecord
from cms.importer.run import run_import
from cms.pages.challenges.models import ChallengePage
from cms.snippets.people.models import Person
from tests.importer.small_site import ADA, CHALLENGE, imported, kinds, told, writes
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db


def test_a_second_run_writes_nothing(small_site: Tree) -> None:
    first = imported(small_site, publish=True)
    revisions = Revision.objects.count()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        second = imported(small_site, publish=True)

    assert writes(queries) == []
    assert Revision.objects.count() == revisions
    assert {kind: dict(counter) for kind, counter in second.outcomes.items()} == {
        kind: {"unchanged": sum(counter.values())} for kind, counter in first.outcomes.items()
    }
    assert kinds(second) == kinds(first)


def test_a_changed_document_updates_its_object_only(small_site: Tree) -> None:
    imported(small_site, publish=True)
    before = ChallengePage.objects.get()
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir les décisions", "Publier les décisions"))

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.pk, page.summary) == (before.pk, "<p>Publier les décisions de justice</p>")
    assert page.first_published_at == before.first_published_at
    assert report.outcomes["challenge"] == {"updated": 1}
    assert report.outcomes["person"] == {"unchanged": 1}


def test_blocks_keep_their_ids_where_the_text_did_not_change(small_site: Tree) -> None:
    imported(small_site, publish=True)
    heading = ChallengePage.objects.get().body.raw_data[0]["id"]
    small_site.write("defis/label.md", CHALLENGE + "\nUn paragraphe de plus.\n")

    imported(small_site, publish=True)

    assert ChallengePage.objects.get().body.raw_data[0]["id"] == heading


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'


def edit(page: Page, **values: Any) -> None:
    """Edit and publish a page as a person does."""
    user = get_user_model().objects.create_superuser(username="nadia", email="nadia@exemple.fr", password="x")
    page = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=user).publish(user=user)


def test_what_a_person_wrote_is_never_overwritten(small_site: Tree) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), summary="<p>Le mot de Nadia</p>")
    small_site.write(
        "defis/label.md", CHALLENGE.replace("Ouvrir", "Publier").replace("place: Palais", "place: Quai")
    )

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert page.summary == "<p>Le mot de Nadia</p>"
    assert page.host_site == "Quai"  # nobody had touched that one
    assert [(w.kind, w.value) for w in report.warnings if w.kind == "edited-here"] == [
        ("edited-here", "summary: LABEL")
    ]


def test_an_edit_is_kept_silently_while_the_document_stays_the_same(small_site: Tree) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), summary="<p>Le mot de Nadia</p>")

    report = imported(small_site, publish=True)

    assert ChallengePage.objects.get().summary == "<p>Le mot de Nadia</p>"
    assert "edited-here" not in kinds(report)


def test_somebodys_draft_is_neither_published_nor_overwritten(small_site: Tree) -> None:
    imported(small_site, publish=True)
    page = ChallengePage.objects.get().get_latest_revision_as_object()
    page.title = "Un brouillon"
    page.save_revision()
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Publier"))

    report = imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.title, page.summary) == ("LABEL", "<p>Ouvrir les décisions de justice</p>")
    assert page.get_latest_revision_as_object().title == "Un brouillon"
    assert "edited-here" in kinds(report)


def test_without_publish_everything_new_is_a_draft_until_publish_is_given(small_site: Tree) -> None:
    imported(small_site)
    assert ChallengePage.objects.get().live is False
    assert Person.objects.get().live is False
    assert ChallengePage.objects.get().summary == "<p>Ouvrir les décisions de justice</p>"

    report = imported(small_site, publish=True)

    assert ChallengePage.objects.get().live is True
    assert Person.objects.get().live is True
    assert report.outcomes["challenge"] == {"updated": 1}


def test_a_page_a_person_unpublished_stays_so(small_site: Tree) -> None:
    imported(small_site, publish=True)
    ChallengePage.objects.get().unpublish()

    imported(small_site, publish=True)

    assert ChallengePage.objects.get().live is False


def test_people_imported_alone_join_the_teams_of_known_challenges(small_site: Tree) -> None:
    imported(small_site, publish=True)
    small_site.write(
        "personnes/bo.md", ADA.replace("Ada Roux", "Bo Lin").replace("participant", "agent-public")
    )

    report = run_import([small_site.root / "content" / "personnes" / "bo.md"], publish=True)

    page = ChallengePage.objects.get()
    assert [(row.person.name, row.role) for row in page.team.all()] == [
        ("Ada Roux", "participant"),
        ("Bo Lin", "public_agent"),
    ]
    assert report.outcomes["person"] == {"created": 1}
    assert imported(small_site, publish=True).outcomes["person"] == {"unchanged": 2}


def test_challenges_imported_alone_keep_their_teams(small_site: Tree) -> None:
    imported(small_site, publish=True)
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Publier"))

    run_import([small_site.root / "content" / "defis"], publish=True)

    page = ChallengePage.objects.get()
    assert (page.summary, page.team.count()) == ("<p>Publier les décisions de justice</p>", 1)


# Dry runs and failures


def test_a_dry_run_says_the_same_and_writes_nothing(small_site: Tree) -> None:
    pages, redirects = Page.objects.count(), Redirect.objects.count()

    dry = imported(small_site, publish=True, dry_run=True)

    assert (Page.objects.count(), Person.objects.count(), Redirect.objects.count()) == (pages, 0, redirects)
    assert ImportRecord.objects.count() == 0
    assert told(dry) == told(imported(small_site, publish=True))


def test_a_dry_run_over_an_edited_site_says_the_same_and_writes_nothing(small_site: Tree) -> None:
    imported(small_site, publish=True)
    edit(ChallengePage.objects.get(), summary="<p>Le mot de Nadia</p>")
    small_site.write("defis/label.md", CHALLENGE.replace("Ouvrir", "Publier").replace("Palais", "Quai"))
    content = small_site.root / "content"
    (content / "blog" / "la-suite.md").rename(content / "blog" / "suite.md")
    (content / "themes" / "justice.md").unlink()
    small_site.write("defis/autre.md", CHALLENGE.replace("LABEL", "AUTRE").replace("Justice", "Climat"))
    (small_site.root / "static" / "img" / "dessin.svg").write_text(DRAWING, encoding="utf-8")
    small_site.write(
        "defis/dessin.md", CHALLENGE.replace("LABEL", "DESSIN").replace("label.png", "dessin.svg")
    )

    for force in (False, True):
        before = Revision.objects.count()
        dry = imported(small_site, publish=True, force=force, dry_run=True)
        assert Revision.objects.count() == before
        assert told(dry) == told(imported(small_site, publish=True, force=force))


def test_a_document_that_fails_is_named_and_stops_no_other(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.pages.challenges.importer import ChallengeImporter

    def fails(self: Any, document: Any, obj: Any) -> Any:
        raise RuntimeError("le fil est coupé")

    monkeypatch.setattr(ChallengeImporter, "read", fails)

    report = run_import([small_site.root], publish=True)

    assert [(f.path, f.reason) for f in report.failures] == [
        ("content/defis/label.md", "The import of this document failed: RuntimeError: le fil est coupé.")
    ]
    assert report.exit_code == 1
    assert ChallengePage.objects.get().live is False
    assert Person.objects.get().live is True


def test_a_run_that_stopped_half_way_is_finished_by_the_next(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.importer.writing import Writer

    def cut(self: Any, fields: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "write", cut)
        with pytest.raises(KeyboardInterrupt):
            run_import([small_site.root], publish=True)
    assert ChallengePage.objects.get().live is False

    imported(small_site, publish=True)

    page = ChallengePage.objects.get()
    assert (page.live, page.summary) == (True, "<p>Ouvrir les décisions de justice</p>")
