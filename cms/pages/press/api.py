from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.core.list_filters import relation_filter
from cms.pages.blog.api import category_filter
from cms.snippets.administrations.api import administration_filter

RELEASE = "press.PressReleasePage"

filters = [
    category_filter(RELEASE),
    relation_filter("promotion", RELEASE, "promotion", _("Cohorts: id, UUID or slug.")),
    relation_filter("challenge", RELEASE, "challenge_rows__challenge", _("Challenges: id, UUID or slug.")),
    administration_filter(RELEASE),
]
