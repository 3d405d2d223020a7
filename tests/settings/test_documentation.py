import json
import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DECLARED = """
import json
import cms.settings.base as base
from cms.settings import env
def shown(variable):
    return [variable.allowed, variable.default.replace(f"{base.PROJECT_DIR}/", "")]
print(json.dumps({variable.name: shown(variable) for variable in env.declared.values()}))
"""
ROW = re.compile(
    r"^\| `(?P<name>[A-Z0-9_]+)` \| (?P<allowed>.*?) \| (?:`(?P<default>.*?)`)? ?\| (?P<what>.+) \|$",
    re.MULTILINE,
)


def test_settings_page_tells_what_the_code_reads():
    page = (PROJECT / "docs/reference/settings.md").read_text()
    table = page.partition("## Variables")[2].partition("\n## ")[0]
    documented = {row["name"]: [row["allowed"], row["default"] or ""] for row in ROW.finditer(table)}
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "sans-importance"}
    done = subprocess.run(
        [sys.executable, "-c", DECLARED],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert documented == json.loads(done.stdout)
