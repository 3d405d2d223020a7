from django.core.management.base import BaseCommand

from cms.core.site_tree import ensure_site_tree


class Command(BaseCommand):
    help = "Makes the languages, the home and index pages that are missing. A second run changes nothing."

    def handle(self, *args, **options):
        for page in ensure_site_tree():
            self.stdout.write(f"{page.locale.language_code}: {page.title} ({page.url})")
