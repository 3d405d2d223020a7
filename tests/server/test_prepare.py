import pytest
from django.core.management import CommandError, call_command

from cms.server.management.commands import prepare

ALWAYS_FIRST = ["migrate", "collectstatic", "setup_site"]


@pytest.fixture
def run(settings, tmp_path, monkeypatch):
    """Runs `prepare`; the value is the commands it called. `tables` is what the database holds before."""
    settings.VAR_DIR = tmp_path / "var"
    calls = []

    class Database:
        class introspection:
            table_names = staticmethod(lambda: run.tables)

    def record(command, *arguments, **options):
        calls.append(" ".join([command, *arguments, *(["--publish"] if options.get("publish") else [])]))
        if command in run.failing:
            raise CommandError(f"{command}: en panne")

    monkeypatch.setattr(prepare, "connection", Database)
    monkeypatch.setattr(prepare, "call_command", record)

    def run(content=""):
        calls.clear()
        call_command(prepare.Command(), content=content)
        return list(calls)

    run.tables, run.failing = [], []
    return run


def test_new_site_gets_the_sample_content_and_an_administrator(run):
    assert run() == [*ALWAYS_FIRST, "load_sample_content", "create_first_admin"]


def test_sample_content_is_not_loaded_into_a_database_that_was_there(run):
    run.tables = ["django_migrations"]
    assert run() == [*ALWAYS_FIRST, "create_first_admin"]


def test_sample_content_is_loaded_by_the_next_run_when_the_first_was_interrupted(run):
    run.failing = ["load_sample_content"]
    with pytest.raises(CommandError):
        run()
    run.tables, run.failing = ["django_migrations"], []
    assert "load_sample_content" in run()
    assert "load_sample_content" not in run()


def test_given_content_is_imported_and_published_in_place_of_the_sample(run, tmp_path):
    (tmp_path / "défis.md").write_text("# Défis")
    content = str(tmp_path / "défis.md")
    assert run(content) == [*ALWAYS_FIRST, f"import_content {content} --publish", "create_first_admin"]


def test_content_that_does_not_exist_is_refused_before_anything_is_done(run):
    with pytest.raises(CommandError) as caught:
        run("/nulle/part")
    assert str(caught.value) == (
        "CONTENT is '/nulle/part', which does not exist: give the path of a folder or a file."
    )
