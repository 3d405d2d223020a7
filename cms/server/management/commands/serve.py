import sys
import threading
import time
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.server.health import READY
from cms.server.supervisor import Child, Supervisor


class Command(BaseCommand):
    help = "Serves the site: web server, task worker and scheduler, all stopped together by Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        manage = [sys.executable, "-m", "django"]
        web = Child("The web server", [*gunicorn_command()], essential=True)
        worker = Child("The task worker", [*manage, "db_worker", "--queue-name", "*", "--no-reload"])
        scheduler = Child("The scheduler", [*manage, "run_scheduler"])
        threading.Thread(target=self._say_when_ready, args=[web], daemon=True).start()
        code = Supervisor([web, worker, scheduler]).run()
        if code:
            raise CommandError(f"The web server ended with code {code}.", returncode=code)

    def _say_when_ready(self, web: Child) -> None:
        address = f"http://{local_address(settings.BIND)}"
        for _attempt in range(240):
            time.sleep(0.25)
            try:
                with urlopen(address + READY, timeout=5):  # noqa: S310  our own address
                    break
            except (URLError, OSError):
                continue
        else:
            return
        self.stdout.write(f"Serving on {address}/ (administration: {address}/admin/). Ctrl-C stops it.")


def gunicorn_command() -> list[str]:
    return [sys.executable, "-m", "gunicorn", "--config", "python:cms.server.gunicorn_settings"]


def local_address(bind: str) -> str:
    """Where this machine reaches a server bound to `bind`: all interfaces include 127.0.0.1."""
    host, _, port = bind.rpartition(":")
    return f"127.0.0.1:{port}" if host in ("0.0.0.0", "[::]", "") else f"{host}:{port}"  # noqa: S104
