from django.utils.translation import gettext_lazy as _

from cms.core.locale import prefer_language
from cms.core.serializers import reference
from cms.plugins import RelatedSection
from eig_cms_workshops.models import WorkshopPage


def workshops_of(challenge):
    workshops = WorkshopPage.objects.visible().filter(challenge__translation_key=challenge.translation_key)
    return list(prefer_language(workshops, challenge.locale).order_by("date", "pk"))


related = [
    RelatedSection(
        target="challenges.ChallengePage",
        name="workshops",
        label=_("Workshops"),
        items=workshops_of,
        template="workshops/related/workshops.html",
        serialize=reference,
    )
]
