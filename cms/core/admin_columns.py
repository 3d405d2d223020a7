"""What the lists of the admin say of every snippet: whether the public sees it, and in which language it is."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn

# Labels are given because Wagtail's own are fixed in the language of the moment they are imported.
STATUS_AND_LANGUAGE = [LiveStatusTagColumn(label=_("Status")), LocaleColumn(label=_("Language"))]
