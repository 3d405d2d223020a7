import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cms.accounts.models import User

LINK_FILE = "set-up-link.txt"


class Command(BaseCommand):
    help = (
        "Creates an administrator when there is none yet. The password comes from DJANGO_SUPERUSER_PASSWORD; "
        "without it, a random one is shown once on a terminal; without a terminal, a link that sets it once "
        "is written to a file only its owner can read."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return
        name = os.environ.get("DJANGO_SUPERUSER_USERNAME", "").strip() or "admin"
        email = os.environ.get("DJANGO_SUPERUSER_EMAIL", "").strip()
        password = os.environ.get("DJANGO_SUPERUSER_PASSWORD", "")
        if password:
            users.create_superuser(name, email, password)
            self.stdout.write(
                f"Administrator '{name}' created, with the password of DJANGO_SUPERUSER_PASSWORD."
            )
        elif self.stdout.isatty():
            password = secrets.token_urlsafe(18)
            users.create_superuser(name, email, password)
            self.stdout.write(f"Administrator '{name}' created. Its password is shown this once: {password}")
        else:
            user = users.create_superuser(name, email, None)
            path = settings.VAR_DIR / LINK_FILE
            write_private(path, set_up_link(user) + "\n")
            self.stdout.write(
                f"Administrator '{name}' created. The link that sets its password once is in {path}"
            )


def set_up_link(user: User) -> str:
    """An address where this user sets a password; it stops working once that is done."""
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
            "token": default_token_generator.make_token(user),
        },
    )
    return f"{settings.BASE_URL}{path}"


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whatever stood there before."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
