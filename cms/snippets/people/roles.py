"""What a person does in a challenge or in the programme.

The list is open: a plugin calls `register_role` in its `models.py`. It is therefore no
column's `choices` (they would leak into migrations); forms validate it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """`group` is the public list a holder of the role stands in: talents, agents, team."""

    code: str
    label: str | Promise
    group: str = ""


_roles: dict[str, Role] = {}

GROUPS = [("talents", _("Talents")), ("agents", _("Public agents")), ("team", _("Team"))]


def register_role(role: Role) -> None:
    """Add a role; raises ValueError when another one has its code."""
    if _roles.get(role.code, role) != role:
        raise ValueError(f"Role “{role.code}” exists already: choose another code.")
    _roles[role.code] = role


def roles() -> list[Role]:
    return list(_roles.values())


def codes_of_group(group: str) -> list[str]:
    return [role.code for role in _roles.values() if role.group == group]


def role_label(code: str) -> str:
    """The role's name in the reader's language; the code itself if nobody knows it."""
    role = _roles.get(code)
    return str(role.label) if role else code


for _role in (
    Role("participant", _("Public Interest Entrepreneur"), "talents"),
    Role("operational_mentor", _("operational mentor"), "agents"),
    Role("executive_mentor", _("executive mentor"), "agents"),
    Role("mentor", _("mentor"), "agents"),
    Role("sponsor", _("sponsor"), "agents"),
    Role("public_agent", _("public agent"), "agents"),
    Role("coach", _("coach"), "team"),
    Role("jury", _("jury member")),
    Role("programme_team", _("programme team"), "team"),
    Role("ecosystem", _("ecosystem"), "team"),
):
    register_role(_role)


class RoleField(models.CharField):
    """A role's code: a select of the registered roles, without `choices` in migrations."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        blank = [("", "---------")] if self.blank or not self.has_default() else []
        return forms.ChoiceField(
            choices=lambda: blank + [(role.code, role.label) for role in roles()],
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            required=not self.blank,
            initial=self.default if self.has_default() else "",
        )

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and value not in _roles:
            raise ValidationError(
                _("“%(code)s” is not a role. Known roles: %(known)s."),
                params={"code": value, "known": ", ".join(_roles)},
            )
