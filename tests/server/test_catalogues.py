import gettext
import os

import pytest

from cms.server.catalogues import catalogue_files, compile_catalogue, main, problems

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path):
    def catalogue(text, language="fr"):
        path = tmp_path / "cms" / "locale" / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text)
        return path

    return catalogue


def said(path):
    return [problem.removeprefix(f"{path}:").partition(": ")[2] for problem in problems(path)]


def test_catalogue_is_compiled_once_and_again_when_it_changed(catalogue):
    path = catalogue('msgid "Challenge"\nmsgstr "Défi"\n')
    assert (compile_catalogue(path), compile_catalogue(path)) == (True, False)
    compiled = path.with_suffix(".mo")
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Challenge") == "Défi"
    path.write_text(HEADER + 'msgid "Challenge"\nmsgstr "Le défi"\n')
    os.utime(path, (compiled.stat().st_mtime + 5,) * 2)
    assert compile_catalogue(path) is True


def test_catalogues_are_found_at_any_depth_and_nothing_else(catalogue, tmp_path):
    path = catalogue('msgid "Challenge"\nmsgstr "Défi"\n')
    (tmp_path / "notes.po").write_text("")
    assert catalogue_files([tmp_path]) == [path]
    assert catalogue_files([tmp_path / "cms" / "locale"]) == [path]


def test_whole_catalogue_has_no_problem(catalogue):
    path = catalogue(
        'msgid "%(count)s challenge"\nmsgid_plural "%(count)s challenges"\n'
        'msgstr[0] "un défi"\nmsgstr[1] "%(count)s défis"\n'
    )
    assert said(path) == []


def test_untranslated_text_is_a_problem_in_french_but_not_in_english(catalogue):
    text = 'msgid "Challenge"\nmsgstr ""\n'
    assert said(catalogue(text)) == ["«Challenge» is not translated."]
    assert said(catalogue(text, language="en")) == []


def test_missing_plural_form_is_a_problem(catalogue):
    text = 'msgid "challenge"\nmsgid_plural "challenges"\nmsgstr[0] "défi"\nmsgstr[1] ""\n'
    assert said(catalogue(text)) == ["«challenge» is not translated."]


def test_fuzzy_text_is_a_problem(catalogue):
    assert said(catalogue('#, fuzzy\nmsgid "Call"\nmsgstr "Appel"\n')) == ["«Call» is marked fuzzy."]


@pytest.mark.parametrize(
    ("source", "translation"),
    [("%(name)s is hidden.", "%(nom)s est masqué."), ("{count} pages", "pages"), ("%s of %s", "%s")],
)
def test_changed_placeholder_is_a_problem(catalogue, source, translation):
    path = catalogue(f'msgid "{source}"\nmsgstr "{translation}"\n')
    assert said(path) == [f"«{translation}» has not the placeholders of «{source}»."]


def test_check_fails_and_says_where_when_something_is_wrong(catalogue, tmp_path, capsys):
    path = catalogue('msgid "Challenge"\nmsgstr ""\n')
    assert main(["--check", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "1 of 1 catalogues compiled.",
        f"{path}:4: «Challenge» is not translated.",
        "1 catalogues, 1 problems.",
    ]
    assert path.with_suffix(".mo").exists()
