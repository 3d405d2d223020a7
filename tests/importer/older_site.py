"""A small site as Jekyll has it, of the programme's older shape: texts in collections, facts in `_data`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image as Pillow

CONFIG = """url: https://ancien.exemple.fr
defaults:
  - scope: {path: ""}
    values: {locale: "fr"}
  - scope: {path: "en"}
    values: {locale: "en"}
collections:
  defis: {output: true, permalink: /defis/:year/:title.html}
  communaute: {output: true, permalink: /communaute/:year/:title.html}
permalink: /blog/:year/:month/:day/:title.html
"""
CHALLENGES = """"Bocage":
  title: Bocage
  image: /img/bocage.png
  link_to: /defis/2019/bocage.html
  skills: ["dev", "design"]
  description: Compter les haies
  year: 2019
  promotion: dig
  duration_months: 6
  ville: "Rennes (35000)"
  administration: Office des haies (ODH)
  administration_website: https://haies.exemple.fr
  source_code: https://forge.exemple.fr/bocage
  eigs:
    - "Zoé Le Goff"
  mentors:
    - "Jean–Loup Hervé"
    - "Personne Inconnue"
  key_figures:
    - {amount: 12, before: "+", after: "km", description: "de haies"}
  projects:
    - title: Carte des haies
      description: Une **carte**.
      url: /docs/carte.pdf
      call_to_action: Voir la carte
  end_of_project_videos:
    - {id: x7abc, platform: dailymotion, description: Restitution, show: true}
    - {id: x7abd, platform: dailymotion, description: Coulisses, show: false}
"""
PEOPLE = """Zoé Le Goff:
  annees:
  - 2019
  class: [eig-3]
  defis:
  - Bocage
  github: zoe
  link_to: /communaute/2019/zoe-le-goff.html
  profil: Développeuse
  programme: DIG
  title: Zoé Le Goff
  twitter: zoe_lg
Jean-Loup Hervé:
  annees: 2018 2019
  defis: [Bocage]
  profil: Mentor
  programme: EIG
  title: Jean-Loup Hervé
"""
COHORTS = """"DIG": {slug: DIG, title: Les défis DIG, promotion: dig, class: 2019 dig}
"EIG 2": {slug: EIG 2, title: Les défis EIG 2, promotion: 2, class: 2018 eig-2}
"EIG 3": {slug: EIG 3, title: Les défis EIG 3, promotion: 3, class: 2019 eig-3}
"""
QUOTES = """- text: "Je recommande
le programme."
  author: Jean-Loup Hervé
  position: Office des haies, défi Bocage
"""
POST = """---
title: Les haies comptées
author: Zoé Le Goff, EIG Bocage
description: Un an de terrain.
lang-ref: haies
layout: post
tags:
- témoignage
- méthode
twitter: zoe_lg
---
Voir [le défi](/defis/2019/bocage.html).
"""
POST_IN_ENGLISH = """---
title: The hedges, counted
author: Zoé Le Goff, EIG Bocage
description: A year outside.
lang-ref: haies
layout: post
permalink: /en/blog/:year/:month/:day/:title.html
tags:
- témoignage
---
See [the post](/en/blog/2019/06/02/haies.html).
"""
RELEASES = """---
layout: default
lang-ref: presse
communiques:
  -
    title: "{title}"
    date: "{date}"
    url: https://exemple.gouv.fr/presse/haies/
---
{{% for communique in page.communiques %}}{{{{ communique.title }}}}{{% endfor %}}
"""


class OlderSite:
    """The site on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file


def older_site(root: Path) -> OlderSite:
    site = OlderSite(root)
    site.write("_config.yml", CONFIG)
    site.write("_data/defis.yml", CHALLENGES)
    site.write("_data/personnes.yml", PEOPLE)
    site.write("_data/promos.yml", COHORTS)
    site.write("_data/temoignages.yml", QUOTES)
    site.write("_data/menu.yml", "entrees: [accueil]\n")
    site.write("_defis/2019-01-01-bocage.md", "---\nlayout: defi\ntitle: Bocage\n---\n\nDes *haies*.\n")
    site.write(
        "_communaute/2019-01-01-zoe-le-goff.md", "---\nnom: Zoé Le Goff\n---\n\n« J’aime les haies. »\n"
    )
    site.write("_posts/19-06-02-haies.md", POST)
    site.write("_posts/_19-07-01-brouillon.md", "---\ntitle: Un brouillon\nlayout: post\n---\nÀ finir\n")
    site.write("en/_posts/19-06-02-haies.md", POST_IN_ENGLISH)
    site.write("en/_posts/19-09-01-alone.md", "---\ntitle: On our own\nauthor: Zoé Le Goff\n---\nAlone\n")
    site.write("presse.html", RELEASES.format(title="Les haies, enfin", date="12 mars 2019"))
    site.write("en/presse.html", RELEASES.format(title="Hedges at last", date="12 March 2019"))
    site.write(
        "tag/temoignage.md", '---\nlayout: tag-archive\ntitle: "Tag: témoignage"\ntag: témoignage\n---\n'
    )
    site.write(
        "blog/index.html",
        "---\npagination: {enabled: true}\n---\n{% for post in paginator.posts %}x{% endfor %}",
    )
    site.write("_layouts/post.html", "<html>{{ content }}</html>")
    site.write("README.md", "# Comment contribuer\n")
    site.write(
        "_redirects",
        "# anciennes adresses\n/defi/2017/bocage/ /defis/2019/bocage.html 301!\n/rien/ /nulle-part.html 301\nhttps://miroir.exemple.fr/* https://ancien.exemple.fr/:splat 301!\n",
    )
    (root / "img").mkdir()
    Pillow.new("RGB", (12, 8), "olive").save(root / "img" / "bocage.png")
    return site
