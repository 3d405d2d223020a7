"""Who may see what comes out of an export: never more people than before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import BaseViewRestriction


def close(model: type[BaseViewRestriction], wanted: Any, **owner: Any) -> bool:
    """Restrict the page or collection `owner` as the export says; whether only superusers may see it then.

    That is so when it had a password, which no export holds, or was for groups that are not here.
    """
    wanted = wanted if isinstance(wanted, dict) else {}
    names = wanted.get("groups")
    groups = list(
        Group.objects.filter(name__in=[str(name) for name in names] if isinstance(names, list) else [])
    )
    is_login = wanted.get("type") == BaseViewRestriction.LOGIN
    kind = BaseViewRestriction.LOGIN if is_login else BaseViewRestriction.GROUPS
    restriction: Any = model._default_manager.create(restriction_type=kind, **owner)
    restriction.groups.set(groups)
    return not is_login and not groups
