"""List filters by relation: by id, UUID or slug, in either language, several meaning any."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from cms.core.locale import locale_for
from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
    site_tree,
    translated,
)

pytestmark = pytest.mark.django_db

CHALLENGE = "challenges.ChallengePage"


def listed(api, path: str = "pages/", **query) -> list[str]:
    """What a filter finds, in alphabetical order."""
    return sorted(api.titles(path, **query))


def test_challenges_are_filtered_by_each_relation(api):
    related = {
        "promotion": PromotionPageFactory(title="Promotion 4"),
        "administration": AdministrationFactory(name="Météo-France"),
        "theme": ThemeFactory(title="Santé"),
        "expertise": ExpertiseFactory(title="Science des données"),
        "person": PersonFactory(name="Hélène Martin"),
    }
    ChallengePageFactory(
        title="Open Chronos",
        promotion=related["promotion"],
        administrations=[related["administration"]],
        themes=[related["theme"]],
        expertises=[related["expertise"]],
        team=[related["person"]],
    )
    other = {
        "promotion": PromotionPageFactory(title="Promotion 5"),
        "administration": AdministrationFactory(name="DINUM"),
        "theme": ThemeFactory(title="Forêt"),
        "expertise": ExpertiseFactory(title="Design"),
        "person": PersonFactory(name="Camille Roy"),
    }
    ChallengePageFactory(
        title="Suivi de la forêt",
        promotion=other["promotion"],
        administrations=[other["administration"]],
        themes=[other["theme"]],
        expertises=[other["expertise"]],
        team=[other["person"]],
    )
    for name, obj in related.items():
        for value in [obj.pk, obj.uuid, obj.slug, f" {obj.slug} "]:
            assert listed(api, type=CHALLENGE, **{name: value}) == ["Open Chronos"], (name, value)
        both = f"{obj.slug},{other[name].pk}"
        assert listed(api, type=CHALLENGE, **{name: both}) == ["Open Chronos", "Suivi de la forêt"], name
    assert listed(api, theme="sante", person="camille-roy") == []
    assert listed(api, theme="sante,foret", person="camille-roy") == ["Suivi de la forêt"]


def test_filter_needs_no_type_when_one_type_has_it(api):
    ChallengePageFactory(title="Open Chronos", stage="ongoing")
    ChallengePageFactory(title="Suivi de la forêt", stage="completed")
    StandardPageFactory(title="Mentions légales")
    assert listed(api, stage="ongoing") == ["Open Chronos"]
    assert listed(api, stage="ongoing,completed") == ["Open Chronos", "Suivi de la forêt"]


def test_filter_lists_every_type_that_has_it_when_none_is_named(api):
    promotion = PromotionPageFactory(title="Promotion 4")
    ChallengePageFactory(title="Open Chronos", promotion=promotion)
    PressReleasePageFactory(title="Lancement", promotion=promotion)
    TestimonialPageFactory(title="Une année", promotions=[promotion])
    TestimonialPageFactory(title="Une autre année")
    assert listed(api, promotion="promotion-4") == ["Lancement", "Open Chronos", "Une année"]
    two = f"{CHALLENGE},press.PressReleasePage"
    assert listed(api, promotion="promotion-4", type=two) == ["Lancement", "Open Chronos"]
    assert listed(api, promotion="promotion-4", type="press.PressReleasePage") == ["Lancement"]


def test_filter_takes_the_slug_of_the_language_asked_for_or_of_the_source(api):
    site_tree()
    theme = ThemeFactory(title="Santé", slug="sante")
    translated(theme, title="Health", slug="health")
    challenge = ChallengePageFactory(title="Suivi de la forêt", themes=[theme])
    translated(challenge, title="Forest monitoring", slug="forest-monitoring")
    for slug in ["sante", "health"]:
        assert listed(api, theme=slug, locale="en") == ["Forest monitoring"]
    assert listed(api, theme="sante") == ["Forest monitoring", "Suivi de la forêt"]
    assert listed(api, theme="sante", locale="fr") == ["Suivi de la forêt"]
    assert api("pages/", status=400, theme="health", locale="fr")["parameter"] == "theme"


def test_filter_takes_the_language_asked_for_first_when_a_slug_is_in_both(api):
    site_tree()
    french, other = (
        ThemeFactory(title="Formation", slug="formation"),
        ThemeFactory(title="Métier", slug="metier"),
    )
    translated(other, title="Formation", slug="formation")
    ChallengePageFactory(title="Français", themes=[french])
    challenge = ChallengePageFactory(title="Autre", themes=[other])
    translated(challenge, title="Other", slug="other")
    assert listed(api, theme="formation", locale="fr") == ["Français"]
    assert listed(api, theme="formation", locale="en") == ["Other"]


def test_filter_takes_the_id_of_any_translation(api):
    site_tree()
    person = PersonFactory(name="Hélène Martin")
    english = translated(person, name="Helene Martin")
    ChallengePageFactory(title="Open Chronos", team=[person])
    assert listed(api, person=english.pk) == listed(api, person=english.uuid) == ["Open Chronos"]


def test_administration_is_found_with_what_it_took_over_from(api):
    successor = AdministrationFactory(name="DINUM")
    former = AdministrationFactory(name="DINSIC", successor=successor)
    first = AdministrationFactory(name="SGMAP", successor=former)
    ChallengePageFactory(title="Ancien", administrations=[first])
    ChallengePageFactory(title="Nouveau", administrations=[successor])
    assert listed(api, administration="dinum", type=CHALLENGE) == ["Ancien", "Nouveau"]
    assert listed(api, administration="dinsic", type=CHALLENGE) == ["Ancien"]


def test_year_takes_several(api):
    ChallengePageFactory(title="Open Chronos", year=2021)
    ChallengePageFactory(title="Suivi de la forêt", year=2022)
    PromotionPageFactory(title="Promotion 4", year=2021)
    assert listed(api, year="2021") == ["Open Chronos", "Promotion 4"]
    assert listed(api, year="2021,2022", type=CHALLENGE) == ["Open Chronos", "Suivi de la forêt"]


def test_open_follows_the_clock_as_the_page_does(api):
    now, hour = timezone.now(), datetime.timedelta(hours=1)

    def call(starts_at, ends_at):
        times = {"starts_at": starts_at, "ends_at": ends_at, "precision": "minute"}
        return {"kind": "call_for_applications", **times}

    under_way = PromotionPageFactory(title="Appel en cours", milestones=[call(now - hour, now + hour)])
    over = PromotionPageFactory(title="Appel fini", milestones=[call(now - 2 * hour, now - hour)])
    undated = PromotionPageFactory(title="Appel sans date", milestones=[call(None, None)])
    draft = PromotionPageFactory(title="Brouillon", live=False, milestones=[call(now - hour, None)])
    challenges = [
        ChallengePageFactory(title="Par sa promotion", promotion=under_way),
        ChallengePageFactory(title="Promotion finie", promotion=over),
        ChallengePageFactory(title="Promotion sans date", promotion=undated),
        ChallengePageFactory(title="Promotion cachée", promotion=draft),
        ChallengePageFactory(title="Seul"),
        ChallengePageFactory(title="Par ses dates", promotion=over, applications_open_at=now - hour),
        ChallengePageFactory(title="Clos", promotion=under_way, applications_close_at=now - hour),
        ChallengePageFactory(title="Bientôt", applications_open_at=now + hour),
    ]
    opened = [challenge.title for challenge in challenges if challenge.is_open]
    assert sorted(opened) == ["Par sa promotion", "Par ses dates"]
    assert listed(api, type=CHALLENGE, open="true") == sorted(opened)
    closed = sorted(challenge.title for challenge in challenges if not challenge.is_open)
    assert listed(api, type=CHALLENGE, open="false") == closed
    assert listed(api, type="promotions.PromotionPage", open="true") == ["Appel en cours"]
    assert listed(api, open="1") == sorted([*opened, "Appel en cours"])


def test_people_are_filtered_by_role_cohort_expertise_and_challenge(api):
    promotion = PromotionPageFactory(title="Promotion 4")
    expertise = ExpertiseFactory(title="Design")
    member = PersonFactory(name="Hélène Martin", expertises=[expertise])
    PersonFactory(name="Camille Roy", participations=[(promotion, {"role": "coach"})])
    PersonFactory(name="Karim Benali")
    ChallengePageFactory(title="Open Chronos", promotion=promotion, team=[(member, {"role": "mentor"})])
    ChallengePageFactory(
        title="Brouillon",
        promotion=promotion,
        live=False,
        team=[PersonFactory(name="Léa Garçon")],
    )
    assert listed(api, "people/", promotion="promotion-4") == ["Camille Roy", "Hélène Martin"]
    assert listed(api, "people/", role="mentor") == ["Hélène Martin"]
    assert listed(api, "people/", role="mentor,coach") == ["Camille Roy", "Hélène Martin"]
    assert listed(api, "people/", expertise="design") == ["Hélène Martin"]
    assert listed(api, "people/", challenge="open-chronos") == ["Hélène Martin"]
    assert api("people/", status=400, role="roi")["message"].startswith(
        "role: “roi” is not one of participant, "
    )


def test_texts_are_filtered_by_their_relations(api):
    category, person = CategoryFactory(title="Actualités"), PersonFactory(name="Hélène Martin")
    administration = AdministrationFactory(name="Météo-France")
    challenge = ChallengePageFactory(title="Open Chronos")
    expertise = ExpertiseFactory(title="Design")
    BlogPostPageFactory(title="Billet", categories=[category], authors=[person])
    PressReleasePageFactory(
        title="Communiqué", categories=[category], challenges=[challenge], administrations=[administration]
    )
    TestimonialPageFactory(
        title="Témoignage",
        categories=[category],
        person=person,
        challenges=[challenge],
        administrations=[administration],
        expertises=[expertise],
    )
    assert listed(api, category="actualites") == ["Billet", "Communiqué", "Témoignage"]
    assert listed(api, person="helene-martin") == ["Billet", "Témoignage"]
    assert listed(api, challenge="open-chronos") == ["Communiqué", "Témoignage"]
    assert listed(api, administration="meteo-france") == ["Communiqué", "Témoignage"]
    assert listed(api, expertise="design") == ["Témoignage"]


def test_filter_goes_together_with_search_order_and_tags(api):
    theme = ThemeFactory(title="Santé")
    ChallengePageFactory(title="Forêt du nord", themes=[theme], tags=["données"])
    ChallengePageFactory(title="Forêt du sud", themes=[theme], tags=["carte"])
    ChallengePageFactory(title="Forêt", tags=["données"])
    query = {"type": CHALLENGE, "theme": "sante", "search": "forêt"}
    assert api.titles("pages/", **query, order="-title") == ["Forêt du sud", "Forêt du nord"]
    assert api.titles("pages/", **query, tags="données") == ["Forêt du nord"]
    assert listed(api, **query, locale="fr", child_of=site_tree().challenges.pk) == [
        "Forêt du nord",
        "Forêt du sud",
    ]


def test_column_of_a_relation_takes_what_a_filter_takes(api):
    ministry = AdministrationFactory(name="Ministère")
    AdministrationFactory(name="Service", parent=ministry)
    assert listed(api, "administrations/", parent="ministere") == ["Service"]
    assert listed(api, "administrations/", parent=ministry.pk, kind="") == ["Service"]


def test_number_that_is_no_id_is_no_slug(api):
    theme = ThemeFactory(title="Santé", locale=locale_for("fr"))
    assert api("pages/", status=400, theme=theme.pk + 1000)["parameter"] == "theme"
