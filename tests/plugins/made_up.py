"""Small sites of made-up plugins, started in processes of their own.

Whether a wrong plugin stops the start can only be seen from outside, in a process where
Django has not started yet.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]

SETTINGS = """
import json, os
from cms.plugins import discovery, plugin_apps

# Only what is made up is there, so that errors list the same plugins whatever ours are.
all_entry_points = discovery.entry_points
discovery.entry_points = lambda group: [e for e in all_entry_points(group=group) if e.dist.name != "eig-cms"]

given = json.loads(os.environ.get("SITE", "{}"))
CMS_PLUGINS = given.get("on", [])
CMS_PLUGINS_OFF = given.get("off", [])
CMS_PLUGIN_SETTINGS = given.get("settings", {})
SECRET_KEY = "only-for-tests"
STATIC_URL = "/static/"
USE_TZ = True
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAILADMIN_BASE_URL = "http://127.0.0.1"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": given.get("database", ":memory:")}}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
INSTALLED_APPS = given.get("before", []) + ["cms.plugins"] + plugin_apps(CMS_PLUGINS, CMS_PLUGINS_OFF) + [
    "wagtail_localize", "wagtail_localize.locales", "wagtail.api.v2", "wagtail.sites", "wagtail.users",
    "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail",
    "modelcluster", "taggit", "rest_framework", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
"""

APPS = """
from cms.plugins import CMSPlugin

class Plugin(CMSPlugin):
    name = "{package}"
    label = "{label}"
    verbose_name = "{label}"
    contract = "1.0"
{attributes}
"""


@dataclass
class Package:
    """An installed distribution with one plugin, unless told otherwise."""

    label: str
    attributes: str = ""
    """Lines added to the plugin's class."""
    files: dict[str, str] = field(default_factory=dict)
    """Files of the package; a file given here takes the place of the usual one."""
    entry_points: dict[str, str] | None = None
    distribution: str = ""
    package: str = ""

    def install(self, folder: Path) -> None:
        package = self.package or self.label
        distribution = self.distribution or f"eig-{self.label}"
        attributes = "\n".join(f"    {line}" for line in dedent(self.attributes).splitlines())
        files = {
            "__init__.py": "",
            "apps.py": APPS.format(package=package, label=self.label, attributes=attributes),
            **self.files,
        }
        for name, content in files.items():
            path = folder / package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(content), encoding="utf-8")
        entry_points = self.entry_points
        if entry_points is None:
            entry_points = {self.label: f"{package}.apps:Plugin"}
        metadata = folder / f"{distribution.replace('-', '_')}-1.2.dist-info"
        metadata.mkdir(exist_ok=True)
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n")
        lines = "".join(f"{name} = {value}\n" for name, value in entry_points.items())
        (metadata / "entry_points.txt").write_text(f"[eig_cms.plugins]\n{lines}")


def environment(folder: Path, site: dict[str, Any]) -> dict[str, str]:
    """The environment of a process that starts a made-up site."""
    return {
        **os.environ,
        "PYTHONPATH": f"{folder}{os.pathsep}{CHECKOUT}",
        "DJANGO_SETTINGS_MODULE": "made_up_settings",
        "SITE": json.dumps(site),
    }


class MadeUpSite:
    """A folder of installed packages and a settings module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "made_up_settings.py").write_text(SETTINGS, encoding="utf-8")

    def install(self, *packages: Package) -> None:
        for package in packages:
            package.install(self.folder)

    def run(self, *arguments: str, **site: Any) -> subprocess.CompletedProcess[str]:
        """Run Python with these arguments where the site's packages are installed."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment(self.folder, site),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def result_of(self, code: str, **site: Any) -> Any:
        """What `code` leaves in `result`, run after django.setup()."""
        started = "import django, json\ndjango.setup()\n"
        run = self.run("-c", f"{started}{dedent(code)}\nprint(json.dumps(result))", **site)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout.splitlines()[-1])
