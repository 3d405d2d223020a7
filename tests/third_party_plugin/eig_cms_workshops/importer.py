from django.utils.translation import gettext_lazy as _

from cms.importer.markdown.shortcodes import link_block
from cms.importer.objects import Fields, PageImporter
from eig_cms_workshops.models import WorkshopIndexPage, WorkshopPage


class WorkshopImporter(PageImporter):
    kind = "workshop"
    label = _("workshop")
    model = WorkshopPage
    parent_model = WorkshopIndexPage
    folders = ("ateliers",)

    def read(self, document, obj):
        fields = Fields(values=self.common(document))
        date = self.required_date(document, fields)
        fields.values["date"] = date.moment if date else None
        challenges = self.context.references(document, "defi", "challenge")
        fields.values["challenge"] = challenges[0] if challenges else None
        fields.values["seats"] = self.seats(document)
        return fields

    def seats(self, document):
        seats = document.get("places")
        if seats is None or isinstance(seats, int):
            return seats
        written = document.raw("places")
        self.context.warn(
            document, document.line("places"), "seats-unreadable", written, "kept in the import note"
        )
        self.context.note(document, f"places : {written}")
        return None


def registration(call, around):
    """`{{< inscription "https://…" "Label" >}}`: a link to where one registers."""
    address = call.argument("url", 0)
    target = around.link(address, call.line)
    if not target:
        around.note(call.source)
        return []
    return [link_block(call.argument("label", 1) or address, target)]


importers = [WorkshopImporter]
shortcodes = {"inscription": registration}
