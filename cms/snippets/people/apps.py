from django.utils.translation import gettext_lazy as _

from cms.plugins.base import CMSPlugin


class PeoplePlugin(CMSPlugin):
    name = "cms.snippets.people"
    label = "people"
    verbose_name = _("People")
    contract = "1.0"
    requires = ["topics", "promotions"]
