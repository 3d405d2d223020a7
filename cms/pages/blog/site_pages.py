from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(model="blog.BlogIndexPage", title=_("Blog"), slugs={"fr": "blog", "en": "blog"}, menu="tools"),
    SitePage(
        model="topics.TopicIndexPage",
        title=_("Categories"),
        slugs={"fr": "categories", "en": "categories"},
        parent="blog.BlogIndexPage",
        values={"vocabulary": "category"},
    ),
]
