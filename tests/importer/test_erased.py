"""People who were erased."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.importer.erased import forget_erased, is_erased, remember_erased
from cms.importer.models import ErasedName, ErasureKey, ImportRecord
from cms.importer.run import run_import
from cms.pages.blog.models import BlogPostPage
from cms.pages.challenges.models import ChallengePage
from cms.pages.testimonials import models as testimonials
from cms.snippets.people.models import Person
from tests.importer.small_site import ADA, CHALLENGE, imported
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db


def erase_ada() -> None:
    """As an editor does: out of what she is protected by, then gone."""
    for model, rows in ((ChallengePage, "team"), (BlogPostPage, "author_rows")):
        for page in model.objects.all():
            getattr(page, rows).all().delete()
    testimonials.TestimonialPage.objects.update(person=None)
    Person.objects.get(name="Ada Roux").delete()


def test_a_name_is_known_in_any_spelling_and_kept_in_none() -> None:
    remember_erased(["Élodie Martin-Roux"])

    assert is_erased("élodie  MARTIN–ROUX")
    assert not is_erased("Élodie Martin")
    assert "lodie" not in str(list(ErasedName.objects.values()))


def test_the_hashes_of_two_databases_differ() -> None:
    remember_erased(["Ada Roux"])
    first = ErasedName.objects.get().digest
    ErasedName.objects.all().delete()
    ErasureKey.objects.all().delete()

    remember_erased(["Ada Roux"])

    assert ErasedName.objects.get().digest != first


def test_a_new_secret_key_forgets_nobody(settings: object) -> None:
    remember_erased(["Ada Roux"])
    settings.SECRET_KEY = "une autre clé, plus longue que la première, pour le reste du temps"  # type: ignore[attr-defined]

    assert is_erased("Ada Roux")


def test_an_erased_person_is_never_made_again(small_site: Tree) -> None:
    imported(small_site, publish=True)
    erase_ada()

    report = imported(small_site, publish=True)

    assert Person.objects.count() == 0
    assert ChallengePage.objects.get().team.count() == 0
    assert BlogPostPage.objects.get().authors == []
    page = testimonials.TestimonialPage.objects.get()
    assert (page.person, page.speaker) == (None, "")
    assert report.outcomes["person"] == {"skipped": 1}


def test_an_erased_person_is_not_made_by_the_first_import_of_another_site(small_site: Tree) -> None:
    remember_erased(["Ada Roux"])

    imported(small_site, publish=True)

    assert Person.objects.count() == 0
    page = testimonials.TestimonialPage.objects.get()
    assert (page.speaker, page.import_note) == ("", "")
    assert ChallengePage.objects.get().team.count() == 0


def test_the_report_names_nobody_who_was_erased(small_site: Tree) -> None:
    small_site.write("personnes/ada-roux.md", ADA.replace("job: Designer", "job: Designer\njob: Coach"))
    # A link to the person's page is a text of the challenge, and reported as one.
    small_site.write("defis/label.md", CHALLENGE.replace(" et [Ada](/personnes/ada-roux/)", ""))
    remember_erased(["Ada Roux"])

    report = imported(small_site, publish=True)

    lines = [str(each) for each in report.warnings if each.kind == "person-erased"]
    assert sorted(lines) == [
        f"content/{where} person-erased «» → left out; this person was erased"
        for where in ("blog/la-suite.md:3", "blog/son-temoignage.md:3", "personnes/…:1")
    ]
    text = report.as_json().casefold()
    assert ("ada roux" in text, "ada-roux" in text) == (False, False)


def test_nothing_of_the_importers_own_names_an_erased_person(small_site: Tree) -> None:
    imported(small_site, publish=True)

    erase_ada()

    assert not ImportRecord.objects.filter(source_path__contains="ada").exists()


def test_an_alias_is_erased_with_the_name(small_site: Tree) -> None:
    Person.objects.create(name="Ada Lenoir", slug="ada", aliases="Ada Roux", locale_id=1).delete()

    imported(small_site, publish=True)

    assert Person.objects.count() == 0


def test_the_second_of_two_that_are_one_person_can_be_deleted(small_site: Tree) -> None:
    imported(small_site, publish=True)
    Person.objects.create(name="ada ROUX", slug="ada-2", locale=Person.objects.get().locale).delete()

    assert not is_erased("Ada Roux")


def test_a_person_made_again_by_hand_is_imported_again(small_site: Tree) -> None:
    imported(small_site, publish=True)
    locale = Person.objects.get().locale
    erase_ada()
    Person.objects.create(name="Ada Roux", slug="ada", locale=locale)

    report = imported(small_site, publish=True)

    assert Person.objects.get().job == "Designer"
    assert "person-erased" not in {each.kind for each in report.warnings}


def test_an_operator_counts_names_and_takes_one_back() -> None:
    remember_erased(["Ada Roux", "Ada Lenoir"])
    said = StringIO()

    call_command("erased_people", stdout=said)
    call_command("erased_people", forget="ada roux", stdout=said)

    assert said.getvalue().splitlines() == [
        "The import leaves out 2 names of erased people.",
        "Forgotten: the next import may make a person of this name.",
    ]
    assert not is_erased("Ada Roux")
    with pytest.raises(CommandError):
        call_command("erased_people", forget="Personne")
    assert forget_erased(["Ada Lenoir"]) == 1


def test_other_entries_of_the_same_file_keep_their_warnings(tmp_path: Path) -> None:
    for name, text in (
        ("_config.yml", "title: Ancien site\n"),
        ("_data/personnes.yml", "- nom: Ada Roux\n- nom: Bo Lin\n  inconnu: un mot de plus\n"),
        ("_communaute/ada-roux.md", "---\nnom: Ada Roux\n---\n"),
        ("_communaute/bo-lin.md", "---\nnom: Bo Lin\n---\n"),
    ):
        path = tmp_path / "ancien" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    remember_erased(["Ada Roux"])

    report = run_import([tmp_path / "ancien"], publish=True)

    assert [person.name for person in Person.objects.all()] == ["Bo Lin"]
    assert "un mot de plus" in " ".join(each.value for each in report.warnings)
    assert "ada" not in report.as_json().casefold().replace(str(tmp_path).casefold(), "")
