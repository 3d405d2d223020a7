from django.utils.translation import gettext_lazy as _
from wagtail.api.v2.views import BaseAPIViewSet

from cms.plugins import InvalidFilterValue, ListFilter
from eig_cms_workshops.models import Venue


class VenuesAPIViewSet(BaseAPIViewSet):
    model = Venue
    name = "venues"
    body_fields = [*BaseAPIViewSet.body_fields, "name", "town"]
    listing_default_fields = [*BaseAPIViewSet.listing_default_fields, "name"]


def at_least(workshops, value: str):
    if not value.isascii() or not value.isdigit() or len(value) > 5:
        raise InvalidFilterValue("give a whole number of seats")
    return workshops.filter(seats__gte=int(value))


endpoints = {"venues": VenuesAPIViewSet}
filters = [
    ListFilter(
        name="seats_at_least",
        target="workshops.WorkshopPage",
        description=_("Workshops with that many seats or more."),
        apply=at_least,
    )
]
