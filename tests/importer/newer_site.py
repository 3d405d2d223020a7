"""A small Hugo site that tells of the same things as `older_site`."""

from __future__ import annotations

from pathlib import Path

from tests.importer.trees import Tree

BOCAGE = """---
title: Bocage
description: Mesurer les haies
who: Office des haies
promos: [Promotion 3 - DIG]
town: Rennes
date: 2021-09-23T07:39:02.031Z
expertises: [Design]
visible: true
---
Le texte d’aujourd’hui.
"""
ZOE = """---
title: Zoe Le Goff
job: Cheffe de produit
role: participant
promos: [Promotion 3 - DIG]
defis: [Bocage]
---
"""
SPONSOR = """---
title: Ana Petit
job: Sponsor
role: agent-public
defis: [Bocage]
---
"""
TESTIMONIAL = """---
title: Les haies, comptées
author: Zoé Le Goff, EIG Bocage
date: 2019-06-02T00:00:00.000Z
categories: [Témoignage]
---
Le texte d’aujourd’hui.
"""


def newer_site(root: Path) -> Tree:
    tree = Tree(root)
    tree.write("promos/promotion-3-dig.md", "---\ntitle: Promotion 3 - DIG\n---\n")
    tree.write("promos/promotion-3.md", "---\ntitle: Promotion 3\n---\n")
    tree.write("defis/bocage.md", BOCAGE)
    tree.write("personnes/zoe-le-goff.md", ZOE)
    tree.write("personnes/ana-petit.md", SPONSOR)
    tree.write("blog/les-haies.md", TESTIMONIAL)
    return tree
