"""Snippets, in French and published unless told otherwise."""

from __future__ import annotations

from decimal import Decimal

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from cms.core.locale import source_locale
from cms.pages.press.models import PressContact
from cms.snippets.administrations.models import Administration
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.people.models import Person
from cms.snippets.topics.models import Category, Expertise, Theme
from tests.factories.rows import RowsFactory


class SnippetFactory(RowsFactory):
    class Meta:
        abstract = True

    locale = factory.LazyFunction(source_locale)


class AdministrationFactory(SnippetFactory):
    class Meta:
        model = Administration

    name = factory.Sequence(lambda n: f"Direction générale de l'énergie {n}")
    slug = factory.LazyAttribute(lambda body: slugify(body.name))


class PersonFactory(SnippetFactory):
    class Meta:
        model = Person
        rows = {
            "expertises": ("expertise_rows", "expertise"),
            "participations": ("participations", "promotion"),
        }

    name = factory.Sequence(lambda n: f"Hélène Lefèvre {n}")
    slug = factory.LazyAttribute(lambda person: slugify(person.name))


class TopicFactory(SnippetFactory):
    class Meta:
        abstract = True

    slug = factory.LazyAttribute(lambda topic: slugify(topic.title))


class ThemeFactory(TopicFactory):
    class Meta:
        model = Theme

    title = factory.Sequence(lambda n: f"Santé et solidarités {n}")


class ExpertiseFactory(TopicFactory):
    class Meta:
        model = Expertise

    title = factory.Sequence(lambda n: f"Science des données {n}")


class CategoryFactory(TopicFactory):
    class Meta:
        model = Category

    title = factory.Sequence(lambda n: f"Actualités {n}")


class KeyFigureFactory(DjangoModelFactory):
    class Meta:
        model = KeyFigure

    locale = factory.LazyFunction(source_locale)
    label = factory.Sequence(lambda n: f"défis accompagnés {n}")
    value = Decimal("131")


class PressContactFactory(DjangoModelFactory):
    class Meta:
        model = PressContact

    locale = factory.LazyFunction(source_locale)
    name = factory.Sequence(lambda n: f"Léa Garçon {n}")
    email = "presse@exemple.gouv.fr"
    phones = "01 02 03 04 05"
