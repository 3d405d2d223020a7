"""What would take a parser for ever, or too deep, is read as plain text instead: nothing is lost, and all of it is told.

CommonMark and HTML allow any nesting, and a paragraph of ten thousand open brackets takes a parser minutes. Real texts
come nowhere near these limits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.utils.translation import gettext as _
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

Warn = Callable[[int, str, str, str], None]

MOST_MARKS = 1_500
"""Characters of one paragraph that could begin or end markup."""
DEEPEST_HTML = 40
MARK = re.compile(r"[\[\]!*_~`<{&]")
OPENING = re.compile(r"<(?=[!?])")
# They hold nothing, so they make nothing deeper.
LEAVES = frozenset({"img", "br", "hr", "wbr"})


class ShallowBlocks(ParserBlock):
    """Blocks nested deeper than `maxNesting` become one paragraph; the stock parser drops them in silence."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level < state.md.options.maxNesting:
            super().tokenize(state, startLine, endLine)
            return
        line = startLine
        while line < endLine and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
            line += 1
        opening = state.push("paragraph_open", "p", 1)
        opening.map = [startLine, line]
        inline = state.push("inline", "", 0)
        inline.content = state.getLines(startLine, line, state.blkIndent, False).strip()
        inline.map = [startLine, line]
        inline.meta = {"limit": "nested-too-deep"}
        inline.children = []
        state.push("paragraph_close", "p", -1)
        state.line = line


def parse_inline(state: StateCore) -> None:
    """Read the inline markup of each paragraph, of those at all that stay within the limits."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(MARK.findall(token.content)) > MOST_MARKS:
            token.meta = {"limit": "markup-too-dense"}
        if "limit" in token.meta:
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


class ShallowSoup(BeautifulSoup):
    """A tree no deeper than `DEEPEST_HTML`: tags beyond are left out, and what stands in them stays."""

    def __init__(self, html: str, placeholder: str) -> None:
        self.leaves = LEAVES | {placeholder}
        self.left_out: list[tuple[int, str, str]] = []
        super().__init__(html, "html.parser")

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Tag | None:
        if len(self.tagStack) <= DEEPEST_HTML or name in self.leaves:
            return super().handle_starttag(name, *args, **kwargs)
        attributes = args[2] if len(args) > 2 else kwargs.get("attrs", {})
        address = str(attributes.get("href") or attributes.get("src") or "")
        self.left_out.append((int(kwargs.get("sourceline") or 1), name, address))
        return None


def soup_of(
    html: str, placeholder: str, warn: Warn, note: Callable[[str], None], line: Callable[[int], int]
) -> Any:
    """The tree of an HTML text; tags that lie too deep are told once, their addresses noted."""
    soup = ShallowSoup(html, placeholder)
    if soup.left_out:
        at, name, _address = soup.left_out[0]
        warn(
            line(at),
            "html-too-deep",
            f"<{name}>",
            _("tags inside more than %d others are left out; their text is kept") % DEEPEST_HTML,
        )
    for _at, _name, address in soup.left_out:
        if address:
            note(address)
    return soup


def without_comments(html: str, line: int, warn: Warn) -> str:
    """Raw HTML without comments; declarations and other `<!`, `<?` that no browser shows are shown as text, and told.

    Lines keep their numbers.
    """
    if "<!" not in html and "<?" not in html:
        return html
    parts: list[str] = []
    position = 0
    told = False
    for opening in OPENING.finditer(html):
        start = opening.start()
        if start < position:
            continue  # inside a comment
        parts.append(html[position:start])
        is_comment = html.startswith("<!--", start)
        end = html.find("-->", start + 4) if is_comment else -1
        if end >= 0:
            parts.append("\n" * html.count("\n", start, end))
            position = end + 3
            continue
        if not told:
            at = line + html.count("\n", 0, start)
            warn(at, "html-declaration", html[start : start + 80], _("no browser shows it; kept as text"))
            told = True
        if is_comment:
            # Nothing closes it, nor the ones behind it.
            return "".join([*parts, OPENING.sub("&lt;", html[start:])])
        parts.append("&lt;")
        position = start + 1
    return "".join([*parts, html[position:]])
