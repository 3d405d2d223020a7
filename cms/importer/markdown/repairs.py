"""What authors typed that Markdown reads otherwise than they meant. Lines keep their numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

Warn = Callable[[int, str, str, str], None]

NO_BREAK = "\u00a0\u202f\u2007"
BULLET = re.compile(rf"^[ \t{NO_BREAK}]*[•●▪◦‣][ \t{NO_BREAK}]*(?=\S)")
DASH_ITEM = re.compile(rf"^[ \t]*-[ \t]*[{NO_BREAK}][ \t{NO_BREAK}]*")
FENCE = re.compile(r"^ {0,3}(```|~~~)")
HIGHLIGHT = re.compile(r"^\{%-?\s*highlight\s+(\w+).*?%\}\s*$")
END_HIGHLIGHT = re.compile(r"^\{%-?\s*endhighlight\s*-?%\}\s*$")
COMPUTED = (
    # {{ site.baseurl }}/x, {{ "/x" | relative_url }}
    (re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\b[^{}]{0,80}\}\}(?=[/)\"'])"), ""),
    (
        re.compile(
            r"\{\{-?\s*[\"']([^\"'{}]{0,300})[\"']\s*\|\s*(?:relative_url|absolute_url|prepend)\b[^{}]{0,80}\}\}"
        ),
        r"\1",
    ),
    # [haut de page]({{ page.url }}#haut)
    (re.compile(r"((?:\]\(|href=[\"']?)\s*)\{\{-?\s*page\.url\s*-?\}\}#?"), r"\1#"),
    (re.compile(r"\{%-?\s*post_url\s+([^\s{}%]{1,300})\s*-?%\}"), r"/_posts/\1.md"),
    (re.compile(r"\{%-?\s*link\s+([^\s{}%]{1,300})\s*-?%\}"), r"/\1"),
    (re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+[\"']?([^\s\"'<>{}]{1,300})[\"']?\s*[>%]\}\}"), r"\1"),
)
STRONG = re.compile(r"(?<![\\*])\*\*(?!\*)")
CODE = re.compile(r"`[^`]*`")


def repair_lines(source: str, first_line: int, warn: Warn) -> str:
    """Typed bullets (`•`, or `-` with a no-break space) become list items; Liquid's code becomes a code fence."""
    lines = source.split("\n")
    fenced = False
    previous_was_item = False
    for number, line in enumerate(lines):
        if FENCE.match(line):
            fenced = not fenced
        if fenced:
            continue
        line = END_HIGHLIGHT.sub("```", HIGHLIGHT.sub(r"```\1", line))
        lines[number] = line = plain_addresses(line) if "{" in line else line
        marker = BULLET.match(line) or DASH_ITEM.match(line)
        if not marker:
            previous_was_item = previous_was_item and not line.strip()
            continue
        if not previous_was_item:
            text = line[marker.end() :] or next((below for below in lines[number + 1 :] if below.strip()), "")
            warn(first_line + number, "typed-bullets", text, _("read as a list"))
        previous_was_item = True
        _make_item(lines, number, line[marker.end() :])
    return "\n".join(lines)


def plain_addresses(line: str) -> str:
    """Addresses that Jekyll and Hugo compute, written out: those of the site, of a post, of a file."""
    for pattern, address in COMPUTED:
        line = pattern.sub(address, line)
    return line


def _make_item(lines: list[str], number: int, text: str) -> None:
    if text.strip():
        lines[number] = f"- {text}"
    elif number + 1 < len(lines) and lines[number + 1].strip():
        # The text was pasted onto the line below its dash.
        lines[number], lines[number + 1] = "", f"- {lines[number + 1].lstrip()}"
    else:
        lines[number] = ""


def repair_emphasis(source: str) -> str | None:
    """The text with `**` pairs written as tags; None when its marks do not pair.

    CommonMark opens no emphasis between a letter and a punctuation mark (`d**’allier**`) nor before a blank
    (`** gras**`); authors and the old site's editor do.
    """
    hidden = CODE.sub(lambda found: "\0" * len(found.group(0)), source)
    marks = [found.start() for found in STRONG.finditer(hidden)]
    if not marks or len(marks) % 2:
        return None
    pieces: list[str] = []
    position = 0
    for start, end in zip(marks[::2], marks[1::2], strict=True):
        inside = source[start + 2 : end]
        if not inside.strip():
            return None
        before = inside[: len(inside) - len(inside.lstrip())]
        after = inside[len(inside.rstrip()) :]
        pieces += [source[position:start], before, "<strong>", inside.strip(), "</strong>", after]
        position = end + 2
    return "".join([*pieces, source[position:]])
