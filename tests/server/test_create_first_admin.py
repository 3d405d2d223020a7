import io
import re
import stat
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def site(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "var"
    for name in ("PASSWORD", "USERNAME", "EMAIL"):
        monkeypatch.delenv(f"DJANGO_SUPERUSER_{name}", raising=False)
    return settings


def create(out):
    call_command("create_first_admin", stdout=out)
    return out.getvalue()


def the_admin():
    return get_user_model().objects.get(is_superuser=True)


def test_first_admin_has_the_password_of_the_environment(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "léa")
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "lea@example.org")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "une phrase assez longue")
    said = create(Terminal())
    admin = the_admin()
    assert (admin.username, admin.email) == ("léa", "lea@example.org")
    assert admin.check_password("une phrase assez longue")
    assert said == "Administrator 'léa' created, with the password of DJANGO_SUPERUSER_PASSWORD.\n"


def test_first_admin_gets_a_random_password_shown_once_on_a_terminal(site):
    said = create(Terminal())
    password = re.search(r"shown this once: (\S+)$", said).group(1)
    assert len(password) == 24
    assert the_admin().check_password(password)
    assert not site.VAR_DIR.exists()


def test_first_admin_gets_a_link_in_a_private_file_when_there_is_no_terminal(site):
    said = create(io.StringIO())
    path = site.VAR_DIR / "set-up-link.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    link = path.read_text().strip()
    assert link.startswith(f"{site.BASE_URL}/admin/password_reset/confirm/")
    assert link not in said
    assert not the_admin().has_usable_password()


def test_link_sets_a_password_once(client, site):
    create(io.StringIO())
    address = urlsplit((site.VAR_DIR / "set-up-link.txt").read_text().strip()).path
    form = client.get(address, follow=True)
    chosen = {"new_password1": "défi-promotion-7", "new_password2": "défi-promotion-7"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert the_admin().check_password("défi-promotion-7")
    client.cookies.clear()
    again = client.get(address, follow=True)
    assert again.context["validlink"] is False


def test_nothing_is_created_when_there_is_an_administrator_already():
    get_user_model().objects.create_superuser("camille", "", "déjà là, merci")
    assert create(Terminal()) == ""
    assert the_admin().username == "camille"
