from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.roles import ensure_roles
from cms.core.site_tree import ensure_site_tree
from cms.site.defaults import ensure_frame


class Command(BaseCommand):
    help = (
        "Makes the languages, home and index pages, menus, footer and groups that are missing. "
        "A second run changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for page in ensure_site_tree():
            self.stdout.write(f"{page.locale.language_code}: {page.title} ({page.url})")
        for snippet in ensure_frame():
            self.stdout.write(f"{snippet.locale.language_code}: {snippet}")
        ensure_roles()
