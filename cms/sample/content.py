"""The sample content: invented, small, and with every type and every block in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cms.pages.blog.models import BlogIndexPage, BlogPostAuthor, BlogPostCategory, BlogPostPage, RelatedPost
from cms.pages.press.contacts import PressContact
from cms.pages.press.models import (
    PressIndexPage,
    PressMention,
    PressReleaseAttachment,
    PressReleaseCategory,
    PressReleaseChallenge,
    PressReleaseContact,
    PressReleaseCorrection,
    PressReleaseLink,
    PressReleasePage,
    PressReleasePicture,
)
from cms.pages.testimonials.models import (
    TestimonialAdministration,
    TestimonialChallenge,
    TestimonialExpertise,
    TestimonialIndexPage,
    TestimonialPage,
    TestimonialPromotion,
)
from cms.sample.building import add_page, add_snippet, index_page, paris, rows, text, translate
from cms.sample.challenges import Challenges
from cms.sample.people import People
from cms.sample.pictures import library, river, save_document, save_picture, workshop
from cms.sample.standard_pages import add_standard_pages
from cms.snippets.topics.models import Category


@dataclass
class SampleContent:
    """Builds everything, in the order relations ask for."""

    made: list[Any] = field(default_factory=list)

    def build(self) -> None:
        people = People()
        challenges = Challenges(people)
        self.kit = save_document(
            "dossier-de-presse",
            "Dossier de presse 2026",
            ["Dossier de presse 2026", "Entrepreneurs d'intérêt général", "Contenu d'exemple."],
        )
        posts = self.blog(people, challenges)
        self.testimonials(people, challenges)
        release = self.press(people, challenges)
        add_standard_pages(people, challenges, posts, release, self.kit)

    def blog(self, people: People, challenges: Challenges) -> list[BlogPostPage]:
        life, methods = (
            add_snippet(Category(title=title, slug=slug, description=f"<p>{about}</p>"))
            for title, slug, about in (
                ("Vie du programme", "vie-du-programme", "Ce qui se passe d’une promotion à l’autre."),
                ("Méthodes", "methodes", "Comment les équipes travaillent."),
            )
        )
        self.life = life
        index = index_page(BlogIndexPage)
        first = BlogPostPage(
            title="Trois questions à se poser avant de lancer un défi",
            slug="trois-questions-avant-de-lancer-un-defi",
            summary="<p>Un bon défi tient en une phrase, touche des personnes que l’on peut nommer et se mesure.</p>",
            image=save_picture(workshop(), "atelier", "Un atelier vu d’en haut"),
            date=paris(2025, 11, 4),
            author_label="Sonia Da Costa, l’équipe du programme",
            body=[
                text(
                    "Chaque année, des administrations nous proposent des défis. Les meilleurs ont un point commun : "
                    "<b>on comprend tout de suite à qui ils rendent service</b>.",
                ),
                text(
                    "Qui en souffre aujourd’hui ? Que se passera-t-il si rien ne change ? À quoi verra-t-on, dans dix "
                    "mois, que cela va mieux ?"
                ),
            ],
        )
        first.author_rows = rows(BlogPostAuthor, "person", [people.sonia])
        first.category_rows = rows(BlogPostCategory, "category", [methods])
        first.tags.add("défis", "administrations")
        add_page(first, index)
        second = BlogPostPage(
            title="Une journée au bord de l’eau avec l’équipe « Eau claire »",
            slug="une-journee-au-bord-de-l-eau",
            summary="<p>Bottes aux pieds, l’équipe a suivi pendant une journée celles et ceux qui mesurent nos rivières.</p>",
            image=save_picture(river(), "riviere", "Une rivière et ses stations de mesure"),
            date=paris(2026, 2, 17),
            body=[
                text(
                    "Il est sept heures quand la première sonde descend dans la Vernelle. <i>« On relève le chiffre, on "
                    "l’écrit au crayon, on le recopie le soir »</i>, explique l’agente qui nous guide.",
                    "Au retour, l’équipe a dessiné sur un coin de table ce qui deviendra le carnet de terrain.",
                ),
            ],
        )
        second.author_rows = rows(BlogPostAuthor, "person", [people.camille, people.idris])
        second.category_rows = rows(BlogPostCategory, "category", [life, methods])
        second.related_rows = rows(RelatedPost, "related", [first])
        second.tags.add("terrain", "données")
        add_page(second, index)
        draft = BlogPostPage(
            title="Ce que nous avons appris de la deuxième promotion",
            slug="ce-que-nous-avons-appris",
            summary="<p>Un article encore en préparation : il n’est visible que dans l’administration.</p>",
            date=paris(2026, 6, 30),
        )
        draft.category_rows = rows(BlogPostCategory, "category", [life])
        add_page(draft, index, live=False)
        translate(
            first,
            title="Three questions to ask before starting a challenge",
            slug="three-questions-before-starting-a-challenge",
            summary="<p>A good challenge fits in one sentence, helps people one can name, and can be measured.</p>",
            author_label="Sonia Da Costa, the programme team",
            body=[
                text("Who suffers today? What happens if nothing changes? What will be better in ten months?")
            ],
        )
        translate(life, title="Life of the programme", slug="life-of-the-programme",
                  description="<p>What happens from one cohort to the next.</p>")  # fmt: skip
        translate(methods, title="Methods", slug="methods", description="<p>How teams work.</p>")
        return [first, second]

    def testimonials(self, people: People, challenges: Challenges) -> None:
        index = index_page(TestimonialIndexPage)
        page = TestimonialPage(
            title="« Nous avons cessé de recopier des chiffres »",
            slug="nous-avons-cesse-de-recopier-des-chiffres",
            quote="<p>Nous avons cessé de recopier des chiffres pour commencer à les lire.</p>",
            person=people.marc,
            role="mentor opérationnel du défi Eau claire",
            summary="<p>Dix mois avec une équipe venue d’ailleurs, racontés par celui qui l’a accueillie.</p>",
            date=paris(2026, 3, 9),
            body=[
                text(
                    "Au début, je leur ai montré nos tableurs. Elles m’ont demandé qui les lisait. Personne."
                )
            ],
        )
        page.challenge_rows = rows(TestimonialChallenge, "challenge", [challenges.water])
        page.promotion_rows = rows(TestimonialPromotion, "promotion", [challenges.second])
        page.administration_rows = rows(TestimonialAdministration, "administration", [challenges.rivers])
        page.expertise_rows = rows(TestimonialExpertise, "expertise", [people.data])
        add_page(page, index)
        add_page(
            TestimonialPage(
                title="« Dix mois pour changer une file d’attente »",
                slug="dix-mois-pour-changer-une-file-d-attente",
                quote="<p>Dix mois, c’est court pour changer l’État, et long pour changer une file d’attente.</p>",
                speaker="Odile Perrin",
                role="responsable d’une bibliothèque partenaire",
                date=paris(2025, 12, 1),
                video_url="https://video.example.org/lire-partout",
                transcript="<p>Bonjour, je m’appelle Odile et je dirige la bibliothèque de Sainte-Verse.</p>",
            ),
            index,
        )

    def press(self, people: People, challenges: Challenges) -> PressReleasePage:
        contact = PressContact(
            name="Service de presse du programme",
            role="Relations avec la presse",
            phones="01 99 00 12 34",
            email="presse@example.org",
        )
        contact = add_snippet(contact)
        index = index_page(PressIndexPage)
        index.contact_name, index.contact_email = "Service de presse", "presse@example.org"
        index.press_kit = self.kit
        index.mentions = [
            PressMention(
                title="Ces informaticiens qui apprennent à lire les rivières",
                outlet="La Gazette de la Vernelle",
                date=paris(2026, 3, 20).date(),
                url="https://gazette.example.org/rivieres",
                extract="Un carnet étanche, une sonde, et beaucoup de patience.",
                section="Les défis",
                sort_order=0,
            )
        ]
        index.save_revision().publish()
        release = PressReleasePage(
            title="La troisième promotion ouvre ses candidatures",
            slug="la-troisieme-promotion-ouvre-ses-candidatures",
            released_at=paris(2026, 9, 14, 10),
            date=paris(2026, 9, 14, 10),
            dateline="Paris, le 14 septembre 2026",
            summary="<p>Trois administrations cherchent des spécialistes du numérique pour dix mois.</p>",
            image=save_picture(library(), "rayonnages", "Des rayonnages de bibliothèque"),
            promotion=challenges.third,
            shows_promotion_milestones=True,
            body=[
                text("Les candidatures sont ouvertes à toutes les personnes qui savent concevoir un service.")
            ],
            boilerplate="<p>Le programme réunit chaque année des talents du numérique et des administrations.</p>",
        )
        release.contact_rows = rows(PressReleaseContact, "contact", [contact])
        release.challenge_rows = rows(PressReleaseChallenge, "challenge", [challenges.buses])
        release.category_rows = rows(PressReleaseCategory, "category", [self.life])
        release.attachments = [PressReleaseAttachment(document=self.kit, label="Le dossier de presse",
                                                      locale=index.locale, sort_order=0)]  # fmt: skip
        release.gallery = [
            PressReleasePicture(image=people.picture_of_workshop, image_alt="Six personnes autour d’une table",
                                caption="L’atelier de lancement", credit="EIG CMS", locale=index.locale)
        ]  # fmt: skip
        release.links = [
            PressReleaseLink(label="Lire les défis", url="https://example.org/defis", locale=index.locale)
        ]
        release.corrections = [
            PressReleaseCorrection(date=paris(2026, 9, 16).date(), text="Le nombre de postes a été précisé.",
                                   locale=index.locale)
        ]  # fmt: skip
        release.tags.add("candidatures")
        add_page(release, index)
        embargoed = PressReleasePage(
            title="Les lauréats de la troisième promotion",
            slug="les-laureats-de-la-troisieme-promotion",
            released_at=challenges.results,
            embargo_until=challenges.results,
            summary="<p>Sous embargo : personne ne le voit avant l’heure, dans aucune langue.</p>",
        )
        add_page(embargoed, index)
        return release
