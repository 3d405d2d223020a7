"""Which address leads where. French has no prefix, so that the addresses known today stay."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap

from cms.core.sitemap import SITEMAPS

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/", include("cms.api.urls")),
    path("", include("cms.media.urls")),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

urlpatterns += i18n_patterns(
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
