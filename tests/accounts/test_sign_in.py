"""Signing in is throttled, and nothing tells which accounts exist."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from cms.accounts.models import User

PASSWORD = "un-mot-de-passe-solide"


@pytest.fixture(autouse=True)
def throttled(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def user(db) -> User:
    return User.objects.create_superuser("hélène", "helene@exemple.fr", PASSWORD)


def sign_in(name: str, password: str, address: str = "192.0.2.7"):
    client = Client(REMOTE_ADDR=address)
    return client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})


def test_right_password_is_refused_when_twelve_wrong_ones_came_before(user):
    statuses = [sign_in("hélène", f"faux-{number}").status_code for number in range(12)]
    assert statuses[0] == 200
    assert statuses[-1] == 429

    response = sign_in("hélène", PASSWORD)

    assert response.status_code == 429
    assert "_auth_user_id" not in response.client.session
    assert response["Retry-After"] == str(15 * 60)
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert re.findall(r'lang="(fr|en)"', page) == ["fr", "en"]
    assert "Try again in 15 minutes." in page
    assert len(re.findall(r"\b15 minutes", page)) == 2
    assert "hélène" not in page


def test_right_password_opens_when_few_wrong_ones_came_before(user, settings):
    for number in range(settings.AXES_FAILURE_LIMIT - 1):
        sign_in("hélène", f"faux-{number}")
    response = sign_in("hélène", PASSWORD)
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))


def lock(name: str = "hélène") -> None:
    for number in range(12):
        sign_in(name, f"faux-{number}")


def test_account_opens_again_when_the_time_has_passed(user):
    lock()
    assert sign_in("hélène", PASSWORD).status_code == 429
    with freeze_time(timezone.now() + timedelta(minutes=16)):
        assert sign_in("hélène", PASSWORD).status_code == 302


def test_account_opens_again_when_operator_resets_it(user):
    lock()
    call_command("axes_reset_username", "hélène", verbosity=0)
    assert sign_in("hélène", PASSWORD).status_code == 302


def test_colleague_signs_in_from_elsewhere_when_attacker_has_locked_another_address(user):
    lock()
    assert sign_in("hélène", PASSWORD, address="198.51.100.4").status_code == 302


def test_answer_is_the_same_when_locked_account_does_not_exist(user):
    lock("hélène")
    lock("inconnue")
    assert sign_in("hélène", "x").content == sign_in("inconnue", "x").content


def test_password_reset_answers_alike_when_account_exists_and_when_not(user):
    answers = []
    for email in ("helene@exemple.fr", "inconnue@exemple.fr"):
        response = Client().post(reverse("wagtailadmin_password_reset"), {"email": email})
        answers.append((response.status_code, response["Location"]))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["helene@exemple.fr"]]
