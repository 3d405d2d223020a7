from __future__ import annotations

from typing import Any

from cms.core.serializers import reference
from cms.snippets.people.roles import role_label


def member_data(pair: tuple) -> dict[str, Any]:
    """A (team row, person) pair as the API shows it."""
    row, person = pair
    return {
        "person": reference(person),
        "role": row.role,
        "role_label": role_label(row.role),
        "job": row.job or person.job,
        "start": row.start,
        "end": row.end,
    }
