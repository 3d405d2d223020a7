from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ReminderBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("What to bring"), max_length=255)

    class Meta:
        icon = "tick"
        label = _("Workshop reminder")
        template = "workshops/blocks/reminder.html"


blocks = [("workshop_reminder", ReminderBlock())]
