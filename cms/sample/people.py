"""People, public bodies and vocabularies of the sample content: none of them exists."""

from __future__ import annotations

from cms.sample.building import add_snippet, locale_for, rows, translate
from cms.sample.pictures import portrait, save_picture, workshop
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.people.models import Participation, Person, PersonExpertise
from cms.snippets.topics.models import Expertise, Theme


class People:
    """Makes them; its attributes are what other content points at."""

    def __init__(self) -> None:
        self.picture_of_workshop = save_picture(
            workshop(),
            "atelier",
            "Un atelier vu d’en haut",
            "Six personnes autour d’une table, vues d’en haut",
        )
        self.water = self._theme("Eau et rivières", "eau-et-rivieres", "Water and rivers", "water-and-rivers")
        self.reading = self._theme("Lecture publique", "lecture-publique", "Public reading", "public-reading")
        self.travel = self._theme("Mobilités", "mobilites", "Transport", "transport")
        self.data = self._expertise(
            "Science des données", "science-des-donnees", "Data science", "data-science"
        )
        self.code = self._expertise("Développement", "developpement", "Development", "development")
        self.design = self._expertise("Design", "design", "Design", "design-en")
        self.camille = self._person(1, "Camille Roussel", "Data scientist", self.data,
            "Après huit ans dans la santé, Camille cherchait des chiffres qui servent à décider.")  # fmt: skip
        self.idris = self._person(2, "Idris Benali", "Développeur", self.code,
            "Idris écrit des logiciels que l’on peut réparer.")  # fmt: skip
        self.jeanne = self._person(3, "Jeanne Le Goff", "Designer", self.design,
            "Jeanne commence toujours par passer une journée au guichet.")  # fmt: skip
        self.tiago = self._person(
            4, "Tiago Ferreira", "Développeur", self.code, "Tiago aime les horaires de bus."
        )
        self.marc = self._person(5, "Marc Okafor", "Ingénieur hydrologue")
        self.helene = self._person(6, "Hélène Vasseur", "Directrice générale")
        self.sonia = self._person(7, "Sonia Da Costa", "Responsable du programme",
                                  roles=[("programme_team", "")])  # fmt: skip
        self.theo = self._person(8, "Théo Lambert", "Coach produit", roles=[("coach", "Coach produit")])
        self.challenges_figure = self._figure("défis accompagnés", "24", "plus de", "", "challenges supported",
                                              "more than")  # fmt: skip
        self.people_figure = self._figure("talents recrutés", "61", "", "", "talents recruited")
        self.kept_figure = self._figure("services encore ouverts", "87", "", "%", "services still running")

    def _theme(self, title: str, slug: str, english: str, english_slug: str) -> Theme:
        theme = add_snippet(
            Theme(title=title, slug=slug, description=f"<p>Les défis qui touchent à : {title}.</p>")
        )
        translate(theme, title=english, slug=english_slug, description=f"<p>Challenges about: {english}.</p>")
        return theme

    def _expertise(self, title: str, slug: str, english: str, english_slug: str) -> Expertise:
        expertise = add_snippet(Expertise(title=title, slug=slug))
        translate(expertise, title=english, slug=english_slug)
        return expertise

    def _person(
        self, number: int, name: str, job: str, expertise=None, biography: str = "", roles=()
    ) -> Person:
        person = Person(
            name=name,
            slug=name.lower().replace(" ", "-").replace("é", "e").replace("è", "e"),
            job=job,
            biography=f"<p>{biography}</p>" if biography else "",
            photo=save_picture(portrait(number), f"portrait-{number}", f"Portrait dessiné n° {number}"),
            image_rights="granted",
        )
        person.expertise_rows = rows(PersonExpertise, "expertise", [expertise] if expertise else [])
        person.participations = [
            Participation(role=role, job=job, sort_order=order, locale=locale_for("fr"))
            for order, (role, job) in enumerate(roles)
        ]
        return add_snippet(person)

    def _figure(
        self, label: str, value: str, before: str, after: str, english: str, english_before: str = ""
    ) -> KeyFigure:
        figure = KeyFigure(
            label=label, value=value, before=before, after=after, as_of_year=2026, source="Bilan du programme"
        )
        figure = add_snippet(figure)
        translate(figure, label=english, before=english_before, source="Programme report")
        return figure
