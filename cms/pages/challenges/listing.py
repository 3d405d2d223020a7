"""What a list says of each challenge beside its title, read for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.core.relations import rows_with_targets
from cms.pages.challenges.models import ChallengeAdministration, ChallengePage


def for_listing(challenges: Iterable[ChallengePage]) -> list[ChallengePage]:
    """The same challenges, each with `listed_promotion` and `listed_administrations`:
    visible ones, in the reader's language. A constant number of queries."""
    listed = list(challenges)
    promotions = {challenge.pk: page for challenge, page in rows_with_targets(listed, "promotion")}
    administrations: dict[int, list[Any]] = {challenge.pk: [] for challenge in listed}
    rows = ChallengeAdministration.objects.filter(page__in=administrations).order_by("sort_order")
    for row, administration in rows_with_targets(rows, "administration"):
        if administration not in administrations[row.page_id]:
            administrations[row.page_id].append(administration)
    for challenge in listed:
        challenge.listed_promotion = promotions.get(challenge.pk)
        challenge.listed_administrations = administrations[challenge.pk]
    return listed
