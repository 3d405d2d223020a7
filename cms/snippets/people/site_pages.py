from django.utils.translation import gettext_lazy as _

from cms.plugins import SitePage

site_pages = [
    SitePage(
        model="people.PeopleIndexPage",
        title=_("People of the programme"),
        slugs={"fr": "personnes", "en": "people"},
        values={"group": "", "serves_people": True},
    ),
    SitePage(
        model="people.PeopleIndexPage",
        title=_("Talents"),
        slugs={"fr": "talents", "en": "talents"},
        menu="main",
        menu_position=30,
        values={"group": "talents"},
    ),
    SitePage(
        model="people.PeopleIndexPage",
        title=_("Public agents"),
        slugs={"fr": "agents", "en": "agents"},
        menu="main",
        menu_position=31,
        values={"group": "agents"},
    ),
    SitePage(
        model="people.PeopleIndexPage",
        title=_("The team"),
        slugs={"fr": "equipe", "en": "team"},
        menu="main",
        menu_position=32,
        values={"group": "team"},
    ),
]
