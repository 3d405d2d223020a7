from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class BlogPlugin(CMSPlugin):
    name = "cms.pages.blog"
    label = "blog"
    verbose_name = _("Blog")
    contract = "1.0"
    requires = ["people", "topics"]
