"""Shortcodes: Hugo's `{{< name … >}}` and `{{% name … %}}`, Jekyll's `{% name … %}` and `{{ value }}`.

A plugin adds its own by the table `shortcodes` of its room `importer.py`: name → function, which takes the
shortcode and the document's surroundings and returns blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext as _

from cms.importer.markdown.surroundings import Block, Surroundings, Target

HUGO = re.compile(r"\{\{([<%])\s*(?P<name>/?\s*[\w./-]+)(?P<arguments>.*?)\s*/?\s*[>%]\}\}", re.DOTALL)
LIQUID_TAG = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<arguments>.*?)-?%\}", re.DOTALL)
LIQUID_VALUE = re.compile(r"\{\{-?\s*(?P<name>[\w.]+)(?P<arguments>[^{}]*?)-?\}\}")
ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>(?:\\.|[^"\\])*)"|`(?P<tick>[^`]*)`|“(?P<curly>[^”]*)”|(?P<bare>[^\s"`]+))"""
)
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{4,40}")


@dataclass(frozen=True)
class Shortcode:
    """One call, as written. `line` is where it begins."""

    name: str
    source: str
    line: int
    positional: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)

    def argument(self, key: str, position: int) -> str:
        """A named argument, or else the positional one."""
        if key in self.named:
            return self.named[key].strip()
        return self.positional[position].strip() if position < len(self.positional) else ""


Handler = Callable[[Shortcode, Surroundings], list[Block]]


def match(source: str, position: int, line: int) -> tuple[Shortcode, int] | None:
    """The shortcode that begins at `position` and where it ends; None when none does."""
    for pattern in (HUGO, LIQUID_TAG, LIQUID_VALUE):
        found = pattern.match(source, position)
        if found:
            positional, named = read_arguments(found["arguments"])
            name = re.sub(r"\s", "", found["name"])
            return Shortcode(name, found.group(0), line, positional, named), found.end()
    return None


def read_arguments(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    positional: list[str] = []
    named: dict[str, str] = {}
    for found in ARGUMENT.finditer(text):
        value = next(found[name] for name in ("double", "tick", "curly", "bare") if found[name] is not None)
        value = re.sub(r"\\(.)", r"\1", value) if found["double"] is not None else value
        if found["key"]:
            named[found["key"]] = value
        else:
            positional.append(value)
    return tuple(positional), named


def convert(call: Shortcode, around: Surroundings) -> list[Block]:
    """Blocks for a call: by the table of shortcodes, else a note that shows it as it was written."""
    handler = around.shortcodes.get(call.name)
    if handler:
        return handler(call, around)
    around.warn(call.line, "shortcode-unknown", call.source, _("kept as visible text in a note"))
    return [note_block(call.source)]


def note_block(source: str) -> Block:
    return {
        "type": "note",
        "value": {
            "kind": "source",
            "title": "",
            "text": f"<p><code>{escape(source, quote=False)}</code></p>",
        },
    }


def video_block(url: str, title: str) -> Block:
    return {"type": "video", "value": {"url": url, "title": title, "transcript": "", "language": ""}}


def link_block(label: str, target: Target) -> Block:
    return {"type": "link", "value": {"label": label, "link": target.link_value()}}


def video_shortcode(address: str) -> Handler:
    """A handler for `{{< provider ID "title" >}}`: a video at `address` with the id put in."""

    def handler(call: Shortcode, around: Surroundings) -> list[Block]:
        identifier = call.argument("id", 0)
        title = call.argument("title", 1)
        if not VIDEO_ID.fullmatch(identifier):
            around.warn(call.line, "shortcode-malformed", call.source, _("dropped; it names no video"))
            around.note(call.source)
            return []
        return [video_block(address.format(identifier), title)]

    return handler


def arrow_link(call: Shortcode, around: Surroundings) -> list[Block]:
    """`{{< arrow-link url="…" title="…" target="true" >}}`: a link that stands alone."""
    url = call.argument("url", 0)
    label = call.argument("title", 1) or url
    target = around.link(url, call.line) if url else Target()
    if not target:
        around.warn(call.line, "shortcode-malformed", call.source, _("its text is kept; it leads nowhere"))
        return [{"type": "rich_text", "value": f"<p>{escape(label, quote=False)}</p>"}] if label else []
    return [link_block(label, target)]


BUILT_IN: dict[str, Handler] = {
    "dailymotion": video_shortcode("https://www.dailymotion.com/video/{}"),
    "youtube": video_shortcode("https://www.youtube.com/watch?v={}"),
    "vimeo": video_shortcode("https://vimeo.com/{}"),
    "arrow-link": arrow_link,
}
