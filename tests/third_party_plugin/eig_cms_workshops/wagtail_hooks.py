from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from eig_cms_workshops.models import Venue


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "site"
    add_to_admin_menu = True


register_snippet(VenueViewSet)
