"""A site of one of each: a challenge, a person of its team, a post, a testimonial; and what tests ask of an import."""

from __future__ import annotations

import json
from typing import Any

from django.test.utils import CaptureQueriesContext

from cms.importer.report import Report
from cms.importer.run import run_import
from tests.importer.trees import Tree

CHALLENGE = """---
title: LABEL
description: Ouvrir les décisions de justice
who: "Cour de Cassation "
place: Palais
themes:
  - Justice
promos:
  - Promotion 4
town: 75001 Paris | Lyon (69)
date: 2021-09-23T07:39:02.031Z
expertises:
  - Design
image: img/label.png
visible: true
isSET: true
urlSET: https://beta.gouv.fr/startups/label.html
---
## Le contexte

Voir [la suite](/blog/la-suite/) et [Ada](/personnes/ada-roux/).
"""
ADA = """---
title: "Ada Roux "
job: Designer
promos:
  - Promotion 4
role: participant
defis:
  - ' LABEL'
  - Inconnu
expertises:
  - Design
image: img/ada.png
linkedin: https://www.linkedin.com/in/ada
github: "ada"
---
« Je dessine l’État. »
"""
POST = """---
title: La suite
author: Ada Roux, EIG LABEL
date: 2018-03-16T00:00:00.000Z
description: Une suite
categories:
  - Méthode
related:
  - Son témoignage
visible: true
---
Texte
"""
TESTIMONIAL = """---
title: Son témoignage
author: Ada Roux, EIG LABEL
date: 2019-01-02T00:00:00.000Z
description: Dix mois qui changent tout.
categories:
  - Témoignage
---
Texte
"""


def imported(tree: Tree, **options: Any) -> Report:
    report = run_import([tree.root], **options)
    assert report.failures == []
    return report


def kinds(report: Report) -> list[str]:
    return [warned.kind for warned in report.warnings]


def writes(queries: CaptureQueriesContext) -> list[str]:
    kept = ("SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(kept)]


def told(report: Report) -> dict[str, Any]:
    """All a report says, but for moments and keys of new objects."""
    content: dict[str, Any] = json.loads(report.as_json())
    for name in ("dry_run", "started_at", "finished_at", "seconds"):
        del content[name]
    for line in content["documents"]:
        del line["object_id"]
    return content
