from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.media.renditions import remove_hidden_renditions


class Command(BaseCommand):
    help = "Removes the resized copies of images that are private or whose rights have run out. Run it daily."

    def handle(self, *args, **options):
        self.stdout.write(_("%(count)d renditions removed.") % {"count": remove_hidden_renditions()})
