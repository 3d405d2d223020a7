from __future__ import annotations

import unicodedata

import pytest

from cms.importer.names import (
    administration_key,
    folded,
    hugo_slug,
    plain,
    split_acronym,
    squeezed,
    tidy,
    title_slug,
    trimmed,
)


def test_tidy_composes_letters_and_joins_blanks() -> None:
    decomposed = unicodedata.normalize("NFD", "\u00a0 GDR\u202f  Santé\t")

    assert tidy(decomposed) == "GDR Santé"


def test_trimmed_keeps_the_blanks_inside() -> None:
    assert trimmed(" La suite\u00a0: demain ") == "La suite\u00a0: demain"


def test_folded_ignores_case_and_kind_of_apostrophe() -> None:
    assert folded("Karfu’R") == folded("KARFU'r") == "karfu'r"


def test_plain_ignores_accents_and_kind_of_dash() -> None:
    assert plain("Pierre–Alain Élève") == "pierre-alain eleve"


@pytest.mark.parametrize(
    ("written", "name", "acronym"),
    [
        ("Agence de la transition écologique (ADEME) ", "Agence de la transition écologique", "ADEME"),
        (
            "Direction générale des finances publiques (DGFiP)",
            "Direction générale des finances publiques",
            "DGFiP",
        ),
        (
            "Direction interministérielle du numérique (DINUM),",
            "Direction interministérielle du numérique",
            "DINUM",
        ),
        ("Direction des achats (région Sud)", "Direction des achats (région Sud)", ""),
        ("Cour des comptes", "Cour des comptes", ""),
    ],
)
def test_split_acronym_takes_one_word_of_capitals_at_the_end(written: str, name: str, acronym: str) -> None:
    assert split_acronym(written) == (name, acronym)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cour de Cassation", "Cour de cassation"),
        ("Ministère de l'Économie", "Ministère de l’Economie"),
        ("Agence bio (AB)", "Agence Bio,"),
        ("Administration de rattachement :Ministère de la Mer", "Ministère de la Mer"),
    ],
)
def test_administration_key_is_one_for_spellings_of_one_body(one: str, other: str) -> None:
    assert administration_key(one) == administration_key(other)


def test_administration_key_keeps_levels_apart() -> None:
    assert administration_key("Direction du budget") != administration_key("Direction du budget, Ministère")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("karfu’r", "karfur"),
        ("albane-miron-de-l'espinay", "albane-miron-de-lespinay"),
        ("Memo-anglais", "memo-anglais"),
        (unicodedata.normalize("NFD", "mesri-la-machine-à-données"), "mesri-la-machine-a-donnees"),
        ("perica_sucevic", "perica_sucevic"),
        ("Œuvre n° 2", "oeuvre-n-2"),
    ],
)
def test_hugo_slug_is_the_address_of_the_old_site(name: str, slug: str) -> None:
    assert hugo_slug(name) == slug


def test_title_slug_parts_words_at_apostrophes_and_cuts_none() -> None:
    assert title_slug("L’État recrute d'abord") == "l-etat-recrute-d-abord"
    assert title_slug("un deux trois", longest=7) == "un-deux"


def test_squeezed_finds_the_older_sites_names() -> None:
    assert squeezed("Lab-Santé") == squeezed("labsante")
