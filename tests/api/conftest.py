from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.accounts.models import User

API = "/api/v2/"


class Asking:
    """Asks the API as a partner site would, and reads the JSON it must answer."""

    def __init__(self) -> None:
        # An error of ours must show as a 500 in the answer, not stop the test with another message.
        self.client = Client(raise_request_exception=False)

    def __call__(self, path: str, status: int = 200, **query: Any) -> dict[str, Any]:
        response = self.client.get(API + path, query)
        assert (response.status_code, response["Content-Type"]) == (status, "application/json"), (
            response.content.decode()[:500]
        )
        return response.json()

    def titles(self, path: str, **query: Any) -> list[str]:
        return [item["title"] for item in self(path, **query)["items"]]


@pytest.fixture
def api() -> Callable[..., dict[str, Any]]:
    return Asking()


@pytest.fixture
def admin_client(db: None) -> Client:
    client = Client()
    user = User.objects.create_superuser("hélène", "helene@exemple.fr", "un-mot-de-passe-solide")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def private_collection(db: None) -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Réservé à l'équipe")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


@pytest.fixture
def sub_collection(private_collection: Collection) -> Collection:
    return private_collection.add_child(name="Portraits non publiés")
