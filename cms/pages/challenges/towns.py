"""Towns out of the ways people write them: `Paris (75)`, `75012 Paris`, `Lyon (69) | Evry (91)`."""

from __future__ import annotations

import re

DEPARTMENT = re.compile(r"^(?:97\d|98\d|2[AB]|\d{2})", re.IGNORECASE)
CODE_BEHIND = re.compile(r"^(?P<name>[^\d()]+?)\s*\((?P<code>\d[\dAB]\d{0,3})\)$", re.IGNORECASE)
CODE_BEFORE = re.compile(r"^(?P<code>\d[\dAB]\d{3})\s+(?P<name>[^\d()]+)$", re.IGNORECASE)


def towns_in(label: str) -> list[dict[str, str]]:
    """Name and department of each town of a label; what is not plain is left out, the label itself is kept elsewhere."""
    towns: list[dict[str, str]] = []
    for part in re.split(r"\s*(?:\||\+|/|;)\s*", label):
        text = " ".join(part.split())
        found = CODE_BEHIND.match(text) or CODE_BEFORE.match(text)
        if found:
            department = DEPARTMENT.match(found["code"])
            towns.append(
                {
                    "name": found["name"].strip(),
                    "department": department.group(0).upper() if department else "",
                }
            )
        elif text and not re.search(r"[\d(),]", text):
            towns.append({"name": text, "department": ""})
    return [town for number, town in enumerate(towns) if town not in towns[:number]]
