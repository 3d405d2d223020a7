import re
from pathlib import Path

from django.core.management import get_commands

from cms.server.jobs import jobs

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs/reference/commands.md").read_text()


def rows(heading):
    """The first word or command of each row under this heading."""
    section = PAGE.partition(f"\n## {heading}")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_page_lists_every_make_command():
    described = re.findall(r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert rows("make") == [f"make {target}" for target in described if target != "help"]


def test_page_lists_every_command_of_ours():
    ours = {name for name, app in get_commands().items() if str(app).startswith("cms.")}
    assert set(rows("manage.py")) == ours


def test_page_lists_every_job_with_its_options():
    expected = [
        " ".join(
            [job.command, *(f"--{name.replace('_', '-')}={value}" for name, value in job.options.items())]
        )
        for job in jobs()
    ]
    assert rows("Jobs of the clock") == expected
