"""A PostgreSQL for the tests: `python -m tests.services.postgresql COMMAND…`.

Starts a server of its own in a temporary folder, runs the command with TEST_DATABASE_URL naming it, stops the
server whatever happens and passes on the command's exit code. When TEST_DATABASE_URL is already set, the
command runs against that server instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

USER = "eig"
DATABASE = "eig"
SETTINGS = {
    # The data is thrown away: nothing need survive a crash.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}


class NoServer(Exception):
    """PostgreSQL is not installed, or did not start."""


def binaries() -> Path:
    """The folder of the newest PostgreSQL's programs. Raises NoServer when there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NoServer(
        "PostgreSQL is not installed. Install it (Debian: apt-get install postgresql) or set TEST_DATABASE_URL."
    )


def unprivileged_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root. None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise NoServer(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as."
    )


@contextmanager
def server() -> Iterator[str]:
    """Run a server; the value is its address. It is stopped and its folder removed at the end."""
    programs = binaries()
    user = unprivileged_user()
    folder = Path(
        tempfile.mkdtemp(prefix="eig-cms-pg-", dir="/tmp")
    )  # short: a socket's path has 107 bytes at most
    try:
        if user:
            shutil.chown(folder, user)
        _initialise(programs, folder, user)
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                start_new_session=True,
                **_as(user),
            )
        try:
            _wait(programs, folder, process)
            subprocess.run(
                [programs / "createdb", "-h", folder, "-U", USER, DATABASE], check=True, cwd=folder
            )
            yield f"postgres://{USER}@/{DATABASE}?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)  # "fast": does not wait for those still connected
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, folder: Path, user: str | None) -> None:
    done = subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", USER, "--auth=trust", "--no-sync",
         "--encoding=UTF8", "--locale=C.UTF-8"],
        cwd=folder, capture_output=True, text=True, **_as(user),
    )  # fmt: skip
    if done.returncode:
        raise NoServer(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")


def _wait(programs: Path, folder: Path, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        if process.poll() is not None:
            break
        ready = subprocess.run(
            [programs / "pg_isready", "-q", "-h", folder, "-U", USER, "-d", "postgres"], cwd=folder
        )
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise NoServer(f"PostgreSQL did not start:\n{(folder / 'log').read_text()[-2000:]}")


def _as(user: str | None) -> dict[str, object]:
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def main(command: Sequence[str]) -> int:
    if not command:
        sys.stderr.write("Which command? python -m tests.services.postgresql COMMAND…\n")
        return 2
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.run(command).returncode

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    try:
        with server() as address:
            return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": address}).returncode
    except NoServer as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
