"""A list where a text should stand, a mapping where a list should, a word for a number: imported, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.importer.test_completeness import Imported
from tests.importer.trees import Tree

pytestmark = pytest.mark.django_db

HEADS = {
    "blog": """title: Un billet
date: 2022-03-11
description: [des, mots, à part]
author: {nom: Ada Roux, équipe: Pôle}
categories: {Méthode: {sous: Atelier}}
related: [[Très, loin], {autre: Suite}]
tags: {un: deux}
image: [premiere.png, seconde.png]
draft: peut-être
""",
    "defis": """title: Un défi
who: [Ministère du Temps, {sigle: MDT}]
town: {ville: Brest}
place: [Quai, Nord]
promos: {titre: Promotion 9}
themes: Santé
date: [hier, demain]
isSET: parfois
urlSET: [https://exemple.fr/a]
""",
    "personnes": """title: Ada Roux
job: [Designer, Juriste]
role: {code: participant}
defis: {premier: Inconnu}
linkedin: [https://www.linkedin.com/in/ada]
expertises: 12
promos: 2022
""",
    "promos": """title: Promotion 9
year: bientôt
desc: [Une, promotion]
""",
    "themes": """title: Santé
desc: {texte: Soigner}
""",
    "communiques": """title: Un communiqué
date: 2022-03-11
chapeau-text: [Un, chapeau]
une-ou-diaporama: affiche.png
files: memo.pdf
contact-presse: Camille au téléphone
categories: 3
tags: [[a, b]]
""",
    "": """title: Une page
order: douzième
hero: bonjour
keywords: {mot: clé}
chiffres: [{num: beaucoup, title: de défis}]
image: {src: photo.png}
""",
}


@pytest.mark.parametrize("folder", HEADS)
def test_values_of_another_type_are_kept_or_told(tree: Tree, folder: str) -> None:
    tree.write(f"{folder}/document.md", f"---\n{HEADS[folder]}---\nTexte\n")

    imported = Imported(tree.root)

    assert imported.report.failures == []
    assert imported.lost() == {}
