from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="topics.TopicIndexPage",
        title=_("Themes"),
        slugs={"fr": "themes", "en": "themes"},
        values={"vocabulary": "theme"},
    ),
    SitePage(
        model="topics.TopicIndexPage",
        title=_("Expertises"),
        slugs={"fr": "expertises", "en": "expertises"},
        values={"vocabulary": "expertise"},
    ),
]
