"""The licences an image or a document can carry, by their SPDX identifier where they have one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    ETALAB_2_0 = "etalab-2.0", _("Open Licence 2.0 (Etalab)")
    CC0_1_0 = "CC0-1.0", _("Creative Commons CC0 1.0 (no rights reserved)")
    CC_BY_4_0 = "CC-BY-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA_4_0 = "CC-BY-SA-4.0", _("Creative Commons Attribution, same conditions 4.0")
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("All rights reserved")
