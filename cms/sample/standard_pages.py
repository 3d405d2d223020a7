"""Home, programme and legal pages; the programme's page holds every block there is."""

from __future__ import annotations

from typing import Any

from cms.pages.standard.models import (
    HomeHeroButton,
    HomeKeyFigure,
    HomePage,
    StandardKeyFigure,
    StandardPage,
)
from cms.sample.building import add_page, block, heading, index_page, link, picture, rows, text
from cms.sample.challenges import Challenges
from cms.sample.people import People
from cms.sample.pictures import save_picture, workshop


def add_standard_pages(
    people: People, challenges: Challenges, posts: list[Any], release: Any, kit: Any
) -> None:
    """The pages below the French home page, and what stands on both home pages."""
    home = index_page(HomePage)
    programme = StandardPage(
        title="Le programme", slug="programme", hero_title="Dix mois pour changer un service public",
        hero_text="<p>Des talents du numérique, une administration, un défi.</p>",
        summary="<p>Comment le programme fonctionne, de l’appel à projets à la mise en service.</p>",
        body=every_block(people, challenges, posts, kit),
    )  # fmt: skip
    programme.key_figure_rows = rows(StandardKeyFigure, "figure", [people.kept_figure])
    add_page(programme, home)
    add_page(
        StandardPage(
            title="Participer", slug="participer",
            summary="<p>Vous savez concevoir un service, ou vous avez un défi à proposer ?</p>",
            body=[
                block("call_to_action", {
                    "title": "Proposer un défi", "text": "<p>Deux pages suffisent.</p>",
                    "label": "Nous écrire", "link": link(url="mailto:defis@example.org")}),
                block("cards", {"title": "Les promotions", "pages": [challenges.third.pk, challenges.second.pk]}),
            ],
        ),
        home,
    )  # fmt: skip
    for title, slug, words in (
        ("Contact", "contact", "Écrivez-nous : bonjour@example.org."),
        (
            "Mentions légales",
            "mentions-legales",
            "Ce site d’exemple est édité par une administration imaginaire.",
        ),
        ("Données personnelles", "donnees-personnelles", "Ce site ne dépose aucun traceur."),
        ("Accessibilité", "accessibilite", "Ce site n’a pas encore été audité."),
    ):
        add_page(StandardPage(title=title, slug=slug, body=[text(words)]), home)
    _home(
        home,
        "Des talents du numérique au service de l’intérêt général",
        "Chaque année, des administrations confient un défi à des spécialistes du numérique.",
        "Découvrir les défis",
        [people.challenges_figure, people.people_figure, people.kept_figure],
        challenges.water.get_parent(),
        save_picture(workshop(), "atelier", "Un atelier vu d’en haut"),
    )
    english = index_page(HomePage, "en")
    _home(
        english,
        "Digital talents for the public good",
        "Each year, public bodies entrust a challenge to digital specialists.",
        "See the challenges",
        [people.challenges_figure, people.people_figure, people.kept_figure],
        challenges.water.get_parent(),
        None,
    )


def _home(home: Any, title: str, words: str, label: str, figures: list, target: Any, image: Any) -> None:
    home = HomePage.objects.get(pk=home.pk)
    home.hero_title, home.hero_text = title, f"<p>{words}</p>"
    if image:
        home.hero_image = image
    home.hero_buttons = [HomeHeroButton(label=label, page=target, locale=home.locale)]
    home.key_figure_rows = rows(HomeKeyFigure, "figure", figures)
    home.save_revision().publish()


def every_block(people: People, challenges: Challenges, posts: list[Any], kit: Any) -> list[dict[str, Any]]:
    """Each kind of block once, so that whoever starts sees what there is."""
    figure = {"image": picture(people.picture_of_workshop, "Six personnes autour d’une table"), "caption":
              "Un atelier de lancement", "credit": "EIG CMS"}  # fmt: skip
    return [
        heading("Comment ça marche", kicker="En bref"),
        text(
            "Une administration propose un <b>défi</b>. Une équipe de deux à quatre personnes le relève pendant dix "
            'mois, avec l’aide d’un mentor. On dit parfois <span lang="en">public interest tech</span>.'
        ),
        block("steps", {"title": "Les étapes", "steps": [
            {"icon": None, "label": "Étape 1", "title": "Choisir le défi", "duration": "trois mois",
             "dates": "de janvier à mars", "text": "<p>Un jury retient les défis.</p>"},
            {"icon": None, "label": "Étape 2", "title": "Réunir l’équipe", "duration": "deux mois",
             "dates": "d’avril à mai", "text": "<p>Les candidatures sont lues par deux personnes.</p>"},
            {"icon": None, "label": "Étape 3", "title": "Relever le défi", "duration": "dix mois",
             "dates": "de septembre à juin", "text": "<p>On montre quelque chose chaque semaine.</p>"}]}),
        block("key_figures", {"title": "En chiffres",
                              "figures": [people.challenges_figure.pk, people.people_figure.pk]}),
        block("quote", {"text": "<p>On ne nous a pas demandé un rapport, mais un service.</p>",
                        "person": people.camille.pk, "speaker": "", "role": "data scientist",
                        "promotion": challenges.second.pk, "challenge": challenges.water.pk, "language": "",
                        "source_url": ""}),
        block("image", figure),
        block("gallery", {"title": "En images", "images": [figure, {
            "image": picture(challenges.water.image, "Une rivière et trois stations de mesure"),
            "caption": "La Vernelle", "credit": "EIG CMS"}]}),
        block("video", {"url": "https://video.example.org/programme", "title": "Le programme en une minute",
                        "transcript": "<p>Bonjour et bienvenue.</p>", "language": ""}),
        block("milestones", {"title": "Le calendrier", "milestones": [
            {"kind": "start", "label": "Arrivée des équipes", "starts_at": None, "ends_at": None,
             "precision": "part_of_month", "displayed_text": "début septembre"}]}),
        block("table", {"table_caption": "Candidatures reçues", "table_header_choice": "row",
                        "first_row_is_table_header": True, "first_col_is_header": False,
                        "data": [["Promotion", "Candidatures"], ["Promotion 1", "212"], ["Promotion 2", "340"]]}),
        block("accordion", {"title": "Questions fréquentes", "items": [
            {"title": "Faut-il être fonctionnaire ?", "text": "<p>Non : le contrat dure dix mois.</p>"},
            {"title": "Peut-on travailler à distance ?", "text": "<p>Deux jours par semaine.</p>"}]}),
        block("note", {"kind": "info", "title": "À noter", "text": "<p>Les personnes citées ici n’existent pas.</p>"}),
        block("link", {"label": "Lire le premier article", "link": link(posts[0])}),
        block("call_to_action", {"title": "Envie de participer ?", "text": "<p>Les candidatures sont ouvertes.</p>",
                                 "label": "Voir la promotion 3", "link": link(challenges.third)}),
        block("document", {"document": kit.pk, "label": "Télécharger le dossier de presse"}),
        block("contact", {"name": "Sonia Da Costa", "role": "Responsable du programme", "body": "Programme EIG",
                          "email": "bonjour@example.org", "address": "1 place de l’Exemple\n75000 Paris",
                          "website": "https://example.org", "phones": ["01 99 00 12 34"],
                          "social": [{"network": "LinkedIn", "url": "https://www.linkedin.com/company/exemple"}]}),
        block("cards", {"title": "Quelques défis",
                        "pages": [challenges.water.pk, challenges.reading.pk, challenges.buses.pk]}),
        block("embed", {"url": "https://cartes.example.org/defis", "title": "La carte des défis"}),
    ]  # fmt: skip
