"""What challenges add to people, administrations, cohorts, themes, expertises and the home page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.locale import prefer_language
from cms.core.serializers import reference
from cms.core.sorting import alphabetical, alphabetical_key
from cms.pages.challenges.listing import for_listing
from cms.pages.challenges.models import NEWEST_FIRST, ChallengeAdministration, ChallengePage, TeamMember
from cms.plugins import RelatedSection
from cms.snippets.administrations.models import Administration
from cms.snippets.people.models import Participation, Person
from cms.snippets.people.roles import role_label, roles

if TYPE_CHECKING:
    from cms.pages.promotions.models import PromotionPage
    from cms.snippets.topics.models import Expertise, Theme

NEWEST = 3


@dataclass(frozen=True)
class Part:
    """What one person does in a challenge, or in the programme where there is no challenge."""

    role: str
    job: str
    start: date | None
    end: date | None
    challenge: ChallengePage | None = None

    @property
    def role_label(self) -> str:
        return role_label(self.role)

    @property
    def year(self) -> int | None:
        """The challenge's year, else its cohort's; for want of dates of one's own."""
        promotion = getattr(self.challenge, "listed_promotion", None)
        return (self.challenge and self.challenge.year) or (promotion and promotion.year) or None

    def data(self) -> dict[str, Any]:
        return {
            "challenge": reference(self.challenge) if self.challenge else None,
            "role": self.role,
            "role_label": self.role_label,
            "job": self.job,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True)
class Member:
    """A person with all they do for one cohort or administration."""

    person: Person
    parts: list[Part] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        return {"person": reference(self.person), "parts": [part.data() for part in self.parts]}


def shown_challenges() -> QuerySet[ChallengePage]:
    """Every visible challenge once, in the reader's language, the newest cohort first."""
    return prefer_language(ChallengePage.objects.visible()).order_by(*NEWEST_FIRST)


def challenges_of_person(person: Person) -> list[Part]:
    """Their challenges over time, the latest first: one entry for each line of a team."""
    rows = TeamMember.objects.filter(
        person__translation_key=person.translation_key, page__in=shown_challenges().order_by()
    ).order_by("sort_order")
    by_page: dict[int, list[TeamMember]] = {}
    for row in rows:
        by_page.setdefault(row.page_id, []).append(row)
    challenges = for_listing(shown_challenges().filter(pk__in=by_page).select_related("image"))
    parts = [part_of(row, challenge) for challenge in challenges for row in by_page[challenge.pk]]
    return sorted(parts, key=_when, reverse=True)


def part_of(row: TeamMember, challenge: ChallengePage) -> Part:
    return Part(row.role, row.job, row.start, row.end, challenge)


def _when(part: Part) -> tuple[int, int]:
    moment = part.start or part.end
    return (moment.year, moment.month) if moment else (part.year or 0, 0)


def challenges_of_administration(administration: Administration) -> list[ChallengePage]:
    """Its own, and those of the bodies it took over from."""
    return _listed(
        administration_rows__administration__translation_key__in=administration.with_predecessors()
    )


def challenges_of_promotion(promotion: PromotionPage) -> list[ChallengePage]:
    return alphabetical(_listed(promotion__translation_key=promotion.translation_key))


def challenges_of_theme(theme: Theme) -> list[ChallengePage]:
    return _listed(theme_rows__theme__translation_key=theme.translation_key)


def challenges_of_expertise(expertise: Expertise) -> list[ChallengePage]:
    return _listed(expertise_rows__expertise__translation_key=expertise.translation_key)


def latest_challenges(home: Model) -> list[ChallengePage]:
    """A few challenges for the home page, unless its body chooses some cards itself."""
    if any(block.block_type == "cards" for block in home.body):
        return []
    return for_listing(shown_challenges().select_related("image")[:NEWEST])


def _listed(**conditions: Any) -> list[ChallengePage]:
    # A challenge that names a theme twice, or a body and its predecessor, stands once.
    found = shown_challenges().filter(pk__in=ChallengePage.objects.filter(**conditions).values("pk"))
    return for_listing(found.select_related("image"))


def people_of_administration(administration: Administration) -> list[Member]:
    """Everybody in the teams of its challenges."""
    keys = administration.with_predecessors()
    challenges = ChallengePage.objects.filter(
        administration_rows__administration__translation_key__in=keys
    ).values("pk")
    return _members(_team_rows(shown_challenges().filter(pk__in=challenges)))


def people_of_promotion(promotion: PromotionPage) -> list[Member]:
    """The teams of its challenges, then those who had a role in it without a challenge."""
    key = promotion.translation_key
    team = _team_rows(shown_challenges().filter(promotion__translation_key=key))
    others = Participation.objects.filter(
        promotion__translation_key=key, person__in=prefer_language(Person.objects.visible())
    )
    return _members(team, others.select_related("person"))


def _team_rows(challenges: QuerySet[ChallengePage]) -> list[TeamMember]:
    rows = TeamMember.objects.filter(page__in=challenges.order_by())
    rows = rows.select_related("page", "person").order_by("sort_order")
    return sorted(rows, key=lambda row: alphabetical_key(row.page))


def _members(team: Iterable[TeamMember], others: Iterable[Participation] = ()) -> list[Member]:
    """People, each once with all their parts: by the order of roles, then by name."""
    parts: dict[Any, list[Part]] = {}
    for row in team:
        parts.setdefault(row.person.translation_key, []).append(part_of(row, row.page))
    for row in others:
        part = Part(row.role, row.job, row.start, row.end)
        parts.setdefault(row.person.translation_key, []).append(part)
    people = prefer_language(Person.objects.visible().filter(translation_key__in=parts))
    order = {role.code: position for position, role in enumerate(roles())}
    people = people.select_related("photo").prefetch_related("photo__renditions")
    members = [Member(person, parts[person.translation_key]) for person in people]
    return sorted(
        members,
        key=lambda member: (
            min(order.get(part.role, len(order)) for part in member.parts),
            alphabetical_key(member.person),
        ),
    )


def administrations_of_promotion(promotion: PromotionPage) -> Sequence[Administration]:
    """The bodies that host its challenges."""
    challenges = shown_challenges().filter(promotion__translation_key=promotion.translation_key)
    rows = ChallengeAdministration.objects.filter(page__in=challenges.order_by())
    hosts = Administration.objects.visible().filter(
        translation_key__in=rows.values("administration__translation_key")
    )
    return alphabetical(prefer_language(hosts))


def _challenge_section(target: str, items: Any) -> RelatedSection:
    return RelatedSection(
        target=target,
        name="challenges",
        label=_("Challenges"),
        items=items,
        template="challenges/related_challenges.html",
        serialize=reference,
    )


def _people_section(target: str, items: Any) -> RelatedSection:
    return RelatedSection(
        target=target,
        name="people",
        label=pgettext_lazy("of a cohort or public body", "People"),
        items=items,
        template="challenges/related_people.html",
        serialize=Member.data,
    )


related = [
    RelatedSection(
        target="people.Person",
        name="challenges",
        label=_("Challenges"),
        items=challenges_of_person,
        template="challenges/related_parts.html",
        serialize=Part.data,
    ),
    _challenge_section("administrations.Administration", challenges_of_administration),
    _people_section("administrations.Administration", people_of_administration),
    _challenge_section("promotions.PromotionPage", challenges_of_promotion),
    RelatedSection(
        target="promotions.PromotionPage",
        name="administrations",
        label=_("Public bodies"),
        items=administrations_of_promotion,
        template="administrations/related_administrations.html",
        serialize=reference,
    ),
    _people_section("promotions.PromotionPage", people_of_promotion),
    _challenge_section("topics.Theme", challenges_of_theme),
    _challenge_section("topics.Expertise", challenges_of_expertise),
    RelatedSection(
        target="standard.HomePage",
        name="latest_challenges",
        label=_("Challenges of the moment"),
        items=latest_challenges,
        template="challenges/related_challenges.html",
        serialize=reference,
    ),
]
