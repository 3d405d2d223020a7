from django.utils.translation import gettext_lazy as _

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
        seats = document.get("places")
        fields.values["seats"] = seats if isinstance(seats, int) else None
        return fields


importers = [WorkshopImporter]
