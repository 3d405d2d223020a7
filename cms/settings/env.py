"""Reads settings from the environment, once, at start.

Each function reads one variable, remembers that it exists (`declared`, which a test compares with
`docs/reference/settings.md`) and either returns a value of the right type or raises `SettingsError` with one
sentence that names the variable, the value it has and what is allowed. An empty variable counts as absent,
because that is what compose files and shells make of an unset one.
"""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


class SettingsError(ImproperlyConfigured):
    """A variable of the environment is missing or has a value that is not allowed."""


@dataclass(frozen=True)
class Variable:
    """One variable the settings read: its name, in words what it may hold, and what counts when it is absent."""

    name: str
    allowed: str
    default: str


declared: dict[str, Variable] = {}


def _read(name: str, allowed: str, default: object = "") -> str:
    declared[name] = Variable(name, allowed, str(default))
    return os.environ.get(name, "").strip()


def _wrong(name: str, value: str, allowed: str) -> SettingsError:
    return SettingsError(f"{name} is '{value}', which is not allowed: it must be {allowed}.")


def require(*names: str) -> None:
    """Raise `SettingsError` naming the first of these variables that is absent."""
    for name in names:
        if not os.environ.get(name, "").strip():
            allowed = declared[name].allowed
            raise SettingsError(f"{name} is missing: set it to {allowed}.")


def text(name: str, default: str = "", *, allowed: str = "any text") -> str:
    return _read(name, allowed, default) or default


def one_of(name: str, choices: Sequence[str], default: str) -> str:
    allowed = "one of " + ", ".join(choices)
    value = _read(name, allowed, default) or default
    if value not in choices:
        raise _wrong(name, value, allowed)
    return value


def boolean(name: str, default: bool) -> bool:
    allowed = "true or false"
    value = _read(name, allowed, str(default).lower()).lower()
    if not value:
        return default
    if value in ("true", "1", "yes", "on"):
        return True
    if value in ("false", "0", "no", "off"):
        return False
    raise _wrong(name, value, allowed)


def integer(name: str, default: int, *, least: int, most: int) -> int:
    allowed = f"a whole number from {least} to {most}"
    value = _read(name, allowed, default)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise _wrong(name, value, allowed) from None
    if not least <= number <= most:
        raise _wrong(name, value, allowed)
    return number


def names(name: str, default: Sequence[str] = (), *, allowed: str = "names separated by commas") -> list[str]:
    value = _read(name, allowed, ",".join(default))
    if not value:
        return list(default)
    found = [part.strip() for part in value.split(",") if part.strip()]
    if len(set(found)) != len(found):
        raise _wrong(name, value, f"{allowed}, each once")
    return found


def json_object(name: str) -> dict[str, Any]:
    allowed = 'a JSON object, such as {"challenges": {"key": "value"}}'
    value = _read(name, allowed)
    if not value:
        return {}
    try:
        found = json.loads(value)
    except ValueError:
        raise _wrong(name, value, allowed) from None
    if not isinstance(found, dict):
        raise _wrong(name, value, allowed)
    return found


def folder(name: str, default: Path) -> Path:
    allowed = "the path of a folder"
    value = _read(name, allowed, default)
    return Path(value).expanduser().resolve() if value else default


def web_address(name: str, default: str = "", *, example: str = "https://cms.example.org") -> str:
    """An http(s) address without a path; the slash at its end is dropped."""
    allowed = f"an address without a path, such as {example}"
    value = _read(name, allowed, default) or default
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise _wrong(name, _without_password(value), allowed) from None
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path not in ("", "/")
        or not port_is_valid
    ):
        raise _wrong(name, _without_password(value), allowed)
    return value.removesuffix("/")


def url(name: str, default: str, *, schemes: Sequence[str], example: str) -> str:
    """An address with one of these schemes; what it leads to is the caller's to parse."""
    allowed = (
        f"an address that begins with {' or '.join(scheme + ':' for scheme in schemes)}, such as {example}"
    )
    value = _read(name, allowed, default) or default
    if value and value.partition(":")[0] not in schemes:
        raise _wrong(name, _without_password(value), allowed)
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """A `DATABASES` entry made from an address (`postgres://…` or `sqlite:///…`)."""
    example = "postgres://user:password@host:5432/name"
    address = url(name, default, schemes=("postgres", "postgresql", "sqlite"), example=example)
    try:
        config: dict[str, Any] = environ.Env.db_url_config(address)
    except (ValueError, TypeError):
        raise _wrong(name, _without_password(address), declared[name].allowed) from None
    if not config.get("NAME"):
        raise _wrong(
            name, _without_password(address), f"{declared[name].allowed} (the database's name is missing)"
        )
    return config


def refuse_unknown(prefix: str, environment: Mapping[str, str] | None = None) -> None:
    """Raise when a variable begins with `prefix` and none of ours has that name: surely a slip."""
    for name in sorted(environment if environment is not None else os.environ):
        if not name.startswith(prefix) or name in declared:
            continue
        near = difflib.get_close_matches(name, declared, n=1)
        advice = f"Did you mean {near[0]}?" if near else "docs/reference/settings.md lists those there are."
        raise SettingsError(f"{name} is not a setting of this software. {advice}")


def _without_password(address: str) -> str:
    """The address as an error message may show it."""
    scheme, separator, rest = address.partition("://")
    credentials, at, host = rest.rpartition("@")
    if not at:
        return address
    return f"{scheme}{separator}{credentials.partition(':')[0]}:***@{host}"
