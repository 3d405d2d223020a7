"""A site in two languages, and somebody of each role."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.models import User
from cms.accounts.roles import ensure_roles
from tests.factories import SiteTree, site_tree


@pytest.fixture
def french(db) -> SiteTree:
    return site_tree("fr")


@pytest.fixture
def english(french) -> SiteTree:
    return site_tree("en")


@pytest.fixture
def roles(french, english) -> dict[str, Group]:
    return ensure_roles({"fr": french.home, "en": english.home})


@pytest.fixture
def member(roles) -> Callable[..., User]:
    def member(*names: str) -> User:
        user = User.objects.create_user(f"élodie {names}", password="un-mot-de-passe-solide")
        user.groups.add(*(roles[name] for name in names))
        return user

    return member


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
