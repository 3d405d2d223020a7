"""Markdown into HTML that remembers, for each of its lines, the line of the source it comes from.

HTML is only the way station: raw tags people wrote among their Markdown and the Markdown itself become one tree,
which `body` then reads. Nothing of it is stored.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from cms.importer.markdown import shortcodes
from cms.importer.markdown.limits import ShallowBlocks, parse_inline, without_comments
from cms.importer.markdown.repairs import Warn, repair_emphasis, repair_lines
from cms.importer.markdown.shortcodes import Shortcode

KRAMDOWN_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
PASSED_ON = frozenset(
    [
        "paragraph_open",
        "paragraph_close",
        "heading_open",
        "heading_close",
        "bullet_list_open",
        "bullet_list_close",
        "ordered_list_open",
        "ordered_list_close",
        "list_item_open",
        "list_item_close",
        "blockquote_open",
        "blockquote_close",
        "table_open",
        "table_close",
        "thead_open",
        "thead_close",
        "tbody_open",
        "tbody_close",
        "tr_open",
        "tr_close",
        "th_open",
        "th_close",
        "td_open",
        "td_close",
        "dl_open",
        "dl_close",
        "dt_open",
        "dt_close",
        "dd_open",
        "dd_close",
        "hr",
        "em_open",
        "em_close",
        "strong_open",
        "strong_close",
        "s_open",
        "s_close",
        "link_open",
        "link_close",
        "image",
    ]
)


@dataclass
class SourceHtml:
    """HTML, the source line of each of its lines, and the shortcodes its placeholders stand for."""

    text: str
    lines: list[int]
    placeholder: str
    calls: list[Shortcode]

    def line(self, html_line: int | None) -> int:
        """Source line of a line of the HTML, both counted from 1."""
        return self.lines[min(html_line or 1, len(self.lines)) - 1]


def to_html(source: str, first_line: int, warn: Warn) -> SourceHtml:
    """Read Markdown whose first line is line `first_line` of its file."""
    writer = _Writer(first_line, warn)
    # Composed letters, and no byte order mark inside a word; no-break spaces stay.
    text = unicodedata.normalize("NFC", source.replace("\ufeff", ""))
    writer.blocks(_parser().parse(repair_lines(text, first_line, warn), writer.env))
    writer.unused()
    return SourceHtml("".join(writer.parts), writer.lines, writer.placeholder, writer.calls)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    blocks = ShallowBlocks()
    blocks.ruler = parser.block.ruler
    parser.block = blocks
    parser.core.ruler.at("inline", parse_inline)
    parser.inline.ruler.before("escape", "shortcode", _shortcode_rule)
    # Which addresses are allowed is the resolver's to say, with a warning; the parser would leave brackets.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _shortcode_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    found = shortcodes.match(state.src, state.pos, 0)
    attributes = KRAMDOWN_ATTRIBUTES.match(state.src, state.pos)
    if not found and not attributes:
        return False
    if found:
        call, end = found
        if not silent:
            token = state.push("shortcode", "", 0)
            token.meta = {"call": call}
            token.content = call.source
    else:
        end = attributes.end() if attributes else state.pos
        if not silent:
            state.push("attributes", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


@dataclass
class _Writer:
    """Writes tokens as HTML, noting the source line whenever a line of HTML begins."""

    line: int
    warn: Warn
    parts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    calls: list[Shortcode] = field(default_factory=list)
    # Unguessable, so that no author's tag is taken for a placeholder.
    placeholder: str = field(default_factory=lambda: f"x{secrets.token_hex(6)}")
    # What the parser found on its way: definitions of links and footnotes.
    env: dict[str, Any] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    footnote: str = ""
    offset: int = 0

    def __post_init__(self) -> None:
        self.offset = self.line
        self.lines.append(self.line)

    def begin_line(self, line: int) -> None:
        self.line = line
        self.parts.append("\n")
        self.lines.append(line)

    def write(self, text: str, *, counts: bool = False) -> None:
        """Add text; where its line breaks are the source's (`counts`), the source line moves with them."""
        self.parts.append(text)
        for _break in range(text.count("\n")):
            self.line += counts
            self.lines.append(self.line)

    def blocks(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.map and token.type != "inline":
                self.begin_line(self.offset + token.map[0])
            if token.type == "inline":
                self.write(self.footnote)
                self.footnote = ""
                self.line = self.offset + token.map[0] if token.map else self.line
                self.paragraph(token)
            elif token.type in ("fence", "code_block"):
                self.style_of_code(token.info)
                self.write(f"<pre><code>{escape(token.content)}</code></pre>")
            elif token.type == "html_block":
                self.write(without_comments(token.content, self.line, self.warn), counts=True)
            elif token.type == "footnote_reference_open":
                self.footnote = f"<sup>{escape(token.meta['label'])}</sup> "
            elif token.type in PASSED_ON and not token.hidden:
                self.write(self.tag(token))

    def style_of_code(self, info: str) -> None:
        """Behind the fence stands the language, which only colours the code; anything else is told."""
        _language, _blank, more = info.strip().partition(" ")
        if more:
            self.warn(self.line, "attributes-dropped", more, _("dropped; it only styled the text"))

    def unused(self) -> None:
        """Tell of addresses defined for links that nothing refers to, or defined twice."""
        defined = [
            *self.env.get("references", {}).items(),
            *((found["label"], found) for found in self.env.get("duplicate_refs", [])),
        ]
        for label, found in defined:
            if found["href"] not in self.addresses:
                value = " ".join(part for part in (f"[{label}]:", found["href"], found["title"]) if part)
                self.warn(
                    self.offset + found["map"][0],
                    "link-unused",
                    value,
                    _("left out; nothing in the text uses it"),
                )

    def paragraph(self, token: Token) -> None:
        limit = token.meta.get("limit")
        if limit:
            self.warn(self.line, limit, token.content, _("read as plain text"))
            self.write(escape(token.content, quote=False), counts=True)
        else:
            self.inline(self.repaired(token))

    def repaired(self, token: Token) -> Sequence[Token]:
        children = token.children or []
        if not any(child.type == "text" and "**" in child.content for child in children):
            return children
        repaired = repair_emphasis(token.content)
        if repaired is None:
            if re.search(r"(?<!\\)\*\*", token.content):
                self.warn(self.line, "emphasis-broken", token.content, _("its asterisks are kept as text"))
            return children
        self.warn(self.line, "emphasis-repaired", token.content, _("read as bold, as its author meant"))
        again: list[Token] = []
        parser = _parser()
        parser.inline.parse(repaired, parser, self.env, again)
        return again

    def inline(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "text":
                self.write(escape(token.content, quote=False))
            elif token.type == "softbreak":
                self.write("\n", counts=True)
            elif token.type == "hardbreak":
                self.write("<br>\n", counts=True)
            elif token.type == "code_inline":
                self.write(f"<code>{escape(token.content, quote=False)}</code>")
            elif token.type == "html_inline":
                self.write(without_comments(token.content, self.line, self.warn), counts=True)
            elif token.type == "footnote_ref":
                self.write(f"<sup>{escape(token.meta['label'])}</sup>")
            elif token.type == "shortcode":
                self.shortcode(token)
            elif token.type == "attributes":
                self.warn(
                    self.line, "attributes-dropped", token.content, _("dropped; it only styled the text")
                )
            elif token.type in PASSED_ON:
                self.write(self.tag(token))

    def shortcode(self, token: Token) -> None:
        call: Shortcode = token.meta["call"]
        self.write(f'<{self.placeholder} n="{len(self.calls)}"></{self.placeholder}>')
        self.calls.append(Shortcode(call.name, call.source, self.line, call.positional, call.named))
        self.line += call.source.count("\n")

    def tag(self, token: Token) -> str:
        if token.nesting < 0:
            return f"</{token.tag}>"
        attributes = {
            name: str(value)
            for name, value in token.attrs.items()
            if name in ("href", "src", "title", "start")
        }
        self.addresses.update(attributes[name] for name in ("href", "src") if name in attributes)
        if token.type == "image":
            attributes["alt"] = token.content if token.children is None else _text_of(token.children)
            for child in token.children or ():
                for name in ("href", "src", "title"):
                    if child.attrs.get(name):
                        value = str(child.attrs[name])
                        self.warn(
                            self.line,
                            "link-in-description",
                            value,
                            _("left out; a description holds no link"),
                        )
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f"<{token.tag}{written}>"


def _text_of(tokens: Sequence[Token]) -> str:
    """Alternative text of an image: its words, blanks for line breaks."""
    words = {"softbreak": " ", "hardbreak": " "}
    return "".join(words.get(token.type, token.content) for token in tokens)
