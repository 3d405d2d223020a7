from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class TopicsPlugin(CMSPlugin):
    name = "cms.snippets.topics"
    label = "topics"
    verbose_name = _("Topics")
    contract = "1.0"
    requires = ["standard"]
