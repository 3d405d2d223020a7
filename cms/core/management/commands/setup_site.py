from django.core.management.base import BaseCommand

from cms.accounts.roles import ensure_roles
from cms.core.site_tree import ensure_site_tree


class Command(BaseCommand):
    help = "Makes the languages, home and index pages and groups that are missing. A second run changes nothing."

    def handle(self, *args, **options):
        for page in ensure_site_tree():
            self.stdout.write(f"{page.locale.language_code}: {page.title} ({page.url})")
        ensure_roles()
