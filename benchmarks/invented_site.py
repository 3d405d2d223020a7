"""A Hugo site of invented content, as large as the programme's or any number of times: the same for the same size.

Its documents have the shapes, lengths and faults of a real site: references that dangle or are written otherwise,
names with a trailing space, links between documents, shortcodes, pictures of several kinds.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

CHALLENGES, PEOPLE, POSTS, PICTURES = 131, 431, 61, 609
COHORTS = ["Promotion 1", "Promotion 2", "Promotion 3", "Promotion 3 - DIG", "Promotion 4", "Promotion 5"]
THEMES = ["Justice", "Santé", "Écologie", "Éducation", "Mer", "Culture", "Emploi", "Données ouvertes"]
EXPERTISES = ["Développement", "Design", "Science des données", "Droit", "Géomatique"]
CATEGORIES = ["Méthode", "Témoignage", "Portrait", "Annonce"]
BODIES = [
    "Ministère de la Mer",
    "Office des forêts",
    "Agence de l’eau vive",
    "Musée du papier",
    "Service des phares",
]
TOWNS = ["Paris (75)", "Lyon (69)", "Brest", "29200 Brest", "Lille (59)"]
FIRST_NAMES = ["Ada", "Basile", "Chloé", "Désirée", "Émile", "Fanny", "Gaël", "Héloïse", "Ismaël", "Joëlle"]
LAST_NAMES = [
    "Roux",
    "Lefèvre",
    "Noël",
    "Béranger",
    "Du Plessis",
    "Garçon",
    "Häring",
    "Ménard",
    "Pâris",
    "Œuvrard",
]
NOUNS = [
    "carte",
    "registre",
    "parcours",
    "tableau",
    "moteur",
    "guide",
    "rivage",
    "dossier",
    "signal",
    "atelier",
]
TEXT = (
    "le service public ouvre ses données afin que chacune et chacun puisse suivre une démarche sans se perdre "
    "entre les guichets et nous avons dessiné avec les agents un outil léger qui rassemble les pièces explique "
    "les délais et rend au terrain ce que le siège savait déjà depuis longtemps où l’été fut très tôt français"
)


@dataclass(frozen=True)
class Size:
    """How much of each a site has."""

    challenges: int = CHALLENGES
    people: int = PEOPLE
    posts: int = POSTS
    pictures: int = PICTURES

    def times(self, number: int) -> Size:
        return Size(
            self.challenges * number, self.people * number, self.posts * number, self.pictures * number
        )


class InventedSite:
    """Writes the site into a folder that does not exist yet."""

    def __init__(self, root: Path, size: Size) -> None:
        self.root, self.size = root, size
        self.chance = random.Random(f"{size}")  # noqa: S311  it has to be the same each time, not secret
        self.challenges = [f"{NOUNS[n % 10].capitalize()} {n + 1}" for n in range(size.challenges)]
        self.people = [
            f"{FIRST_NAMES[n % 10]} {LAST_NAMES[n // 10 % 10]} {roman(n // 100 + 1)}"
            for n in range(size.people)
        ]
        self.posts = [f"Ce que l’{NOUNS[n % 10]} nous apprend, {n + 1}" for n in range(size.posts)]

    def write(self) -> None:
        for folder in ("themes", "expertises", "categories", "promos", "defis", "personnes", "blog"):
            (self.root / "content" / folder).mkdir(parents=True)
        (self.root / "static" / "img").mkdir(parents=True)
        self.pictures = [self.picture(number) for number in range(self.size.pictures)]
        for folder, names in (
            ("themes", THEMES), ("expertises", EXPERTISES), ("categories", CATEGORIES), ("promos", COHORTS)
        ):  # fmt: skip
            for number, name in enumerate(names):
                self.document(folder, f"{folder}-{number}", [f"title: {name}"], "")
        for number in range(self.size.challenges):
            self.challenge(number)
        for number in range(self.size.people):
            self.person(number)
        for number in range(self.size.posts):
            self.post(number)

    def document(self, folder: str, name: str, lines: list[str], body: str) -> None:
        text = "\n".join(["---", *lines, "---", body])
        (self.root / "content" / folder / f"{name}.md").write_text(text, encoding="utf-8")

    # Documents

    def challenge(self, number: int) -> None:
        title = self.challenges[number]
        lines = [
            f"title: {title}",
            f"description: {self.sentence(18)}",
            f'who: "{BODIES[number % 5]}{" " if number % 7 == 0 else ""}"',
            f"themes:\n  - {THEMES[number % 8]}",
            f"promos:\n  - {COHORTS[number % 6]}",
            f"town: {TOWNS[number % 5]}",
            f"date: {2017 + number % 6}-10-{1 + number % 28:02}T09:16:12.654Z",
            f"expertises:\n  - {EXPERTISES[number % 5]}",
            f"image: {self.one_of_the_pictures(number)}",
            "visible: true",
        ]
        parts = [
            "## Le contexte", self.paragraph(120), self.paragraph(90),
            f"![{self.sentence(6)}](/{self.one_of_the_pictures(number + 7)})",
            "## La solution", self.paragraph(110), self.bullets(5),
            f'{{{{< dailymotion x{number:06} "La vidéo du défi" >}}}}',
            f"Voir [le défi voisin](/defis/defi-{(number + 1) % self.size.challenges}/) et **{self.sentence(4)}**.",
        ]  # fmt: skip
        self.document("defis", f"defi-{number}", lines, "\n\n".join(parts))

    def person(self, number: int) -> None:
        challenge = self.challenges[number % self.size.challenges]
        if number % 50 == 0:
            challenge = f"Défi que personne ne connaît {number}"
        name = self.people[number] + (" " if number % 12 == 0 else "")
        lines = [
            f'title: "{name}"',
            f"job: {EXPERTISES[number % 5]}",
            f"role: {'agent-public' if number % 9 > 4 else 'participant'}",
            f"promos:\n  - {COHORTS[number % 6]}",
            f"defis:\n  - {challenge.upper() if number % 40 == 1 else challenge}",
            f"expertises:\n  - {EXPERTISES[number % 5]}",
            f"image: {self.one_of_the_pictures(self.size.challenges + number)}",
            f"linkedin: https://www.linkedin.com/in/personne-{number}",
        ]
        self.document("personnes", f"personne-{number}", lines, f"« {self.paragraph(75)} »")

    def post(self, number: int) -> None:
        lines = [
            f"title: {self.posts[number]}",
            f"author: {self.people[number]}, EIG {self.challenges[number % self.size.challenges]}",
            f"date: {2018 + number % 6}-03-{1 + number % 28:02}T00:00:00.000Z",
            f"description: {self.sentence(25)}",
            f"image: {self.one_of_the_pictures(number * 3)}",
            f"categories:\n  - {CATEGORIES[number % 4]}",
            f'related:\n  - "{self.posts[(number + 5) % self.size.posts]}"',
        ]
        parts = []
        for section in range(5):
            person = self.chance.randrange(self.size.people)
            parts += [
                f"## {self.sentence(5)}", self.paragraph(120), f"> {self.sentence(20)}", self.bullets(4),
                f"![](/{self.one_of_the_pictures(number * 5 + section)})",
                f"Avec [{self.people[person]}](/personnes/personne-{person}/). {self.paragraph(60)}",
            ]  # fmt: skip
        self.document("blog", f"billet-{number}", lines, "\n\n".join(parts))

    # Texts

    def sentence(self, length: int) -> str:
        return " ".join(self.chance.choices(TEXT.split(), k=length)).capitalize()

    def paragraph(self, length: int) -> str:
        return f"{self.sentence(length // 2)}\u00a0: {self.sentence(length - length // 2).lower()}."

    def bullets(self, number: int) -> str:
        return "\n".join(f"* {self.sentence(9)}" for _line in range(number))

    # Pictures

    def one_of_the_pictures(self, number: int) -> str:
        return self.pictures[number % len(self.pictures)]

    def picture(self, number: int) -> str:
        """Make one of about 26 kB, each with a content of its own: photographs, logos and drawings."""
        kind = ("jpg", "png", "jpg", "svg", "jpg", "png", "jpeg")[number % 7]
        path = self.root / "static" / "img" / f"image-{number}.{kind}"
        if kind == "svg":
            marks = "".join(
                f'<circle cx="{self.chance.randrange(400)}" cy="{self.chance.randrange(300)}" r="{n % 9}"/>'
                for n in range(600)
            )
            path.write_text(
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><title>{number}</title>{marks}</svg>'
            )
        else:
            grain = Image.frombytes("RGB", (72, 48), self.chance.randbytes(72 * 48 * 3))
            if kind == "png":
                grain.resize((96, 64)).save(path)
            else:
                grain.resize((640, 427)).save(path, "JPEG", quality=45)
        return f"img/{path.name}"


def roman(number: int) -> str:
    """A number that reads as a part of a name."""
    digits = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ]
    text = ""
    for value, letters in digits:
        text += letters * (number // value)
        number %= value
    return text
