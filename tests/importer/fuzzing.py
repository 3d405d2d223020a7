"""Documents of any sort: structured ones whose every word has a number, and the same with their bytes mutated."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from bs4 import BeautifulSoup
from hypothesis import strategies as st

from cms.core.fields import BodyStreamBlock
from cms.importer.documents import read_text
from cms.importer.errors import UnreadableDocument
from cms.importer.front_matter import split
from cms.importer.links import AddressBook, LinkResolver
from cms.importer.markdown import Target, body_blocks, body_rich_text
from cms.importer.markdown.richtext import ALLOWED_ATTRIBUTES, ALLOWED_SCHEMES, ALLOWED_TAGS
from cms.importer.run import run_import
from cms.importer.trees import FileIndex
from tests.importer.sources import KEPT_KINDS
from tests.importer.surroundings import NoSite
from tests.importer.words import strings

# Stands for a word; `numbered` makes each of them one of its own.
W = "\ue000"
NUMBERED = re.compile(r"mot\d+z")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Blocks whose values are whole without a picture, a page or a person in the database.
CHECKED = frozenset({"heading", "rich_text", "note", "accordion", "video", "quote", "table"})

INLINE = [
    W, f"{W} ", f" {W}, ", f"**{W}**", f"*{W}*", f"_{W}_", f"~~{W}~~", f"`{W}`", f"***{W}***", f"d**’{W}**", f"** {W}**",
    f"[{W}](/{W}/)", f'[{W}](https://{W}.fr/ "{W}")', f"[{W}](<../{W}.md>)", f"[{W}](javascript:{W})", f"[{W}][{W}]",
    f"[{W}](mailto:{W}@{W}.fr)", f"![{W}](/img/{W}.png)", f'![{W}](absente{W}.png "{W}")', f"![{W}](https://{W}.fr/x.png)",
    f"[![{W}](/{W}.png)](/{W}/)", f"![a *{W}* `{W}`](/{W}.png)", f"<b>{W}</b>", f'<span lang="en">{W}</span>', f"<q>{W}</q>",
    f'<a href="/{W}" title="{W}">{W}</a>', f'<a href="javascript:x" onclick="y">{W}</a>', f'<img src="/{W}.png" alt="{W}">',
    f'<img src="https://{W}.fr/x.png" alt="{W}" title="{W}" onerror="x">', "<br>", f"<u>{W}</u>", f"<font>{W}</font>", f"<kbd>{W}</kbd>",
    f"<abbr>{W}</abbr>", f"<inconnu>{W}</inconnu>", f"<button>{W}</button>", f"<textarea>{W}</textarea>", f"<title>{W}</title>",
    f"<select><option>{W}</option></select>", f"<script>{W}</script>", f"<style>{W}</style>", f"<template>{W}</template>",
    f"<svg onload=x><text>{W}</text></svg>", f"<math><mi>{W}</mi></math>", f"<iframe src='/{W}'>{W}</iframe>",
    f'<iframe src="https://www.youtube.com/embed/{W}" title="{W}"></iframe>', f"<video src='/{W}.mp4'>{W}</video>",
    f"<audio><source src='/{W}.mp3'>{W}</audio>", f"<object data='/{W}'>{W}</object>", f"<noscript>{W}</noscript>",
    f"<form action='/x'><label>{W}</label> <a href='/{W}'>{W}</a></form>", f"<base href='//{W}.fr'>", f"<p>{W}</p>", f"<div>{W}</div>",
    f'{{{{< dailymotion {W} "{W}" >}}}}', f'{{{{< arrow-link url="/{W}" title="{W}" >}}}}', f"{{{{< {W} a=\"{W}\" >}}}}", f"{{{{% {W} %}}}}",
    f"{{% include {W}.html x=\"{W}\" %}}", f"{{{{ site.{W} }}}}", f"[{W}]({{{{ site.baseurl }}}}/{W}/)", "{:.classe}", f"[^{W}]",
    f"{W}@{W}.fr", f"{W} [at] {W}.fr", f"https://{W}.fr/{W}", f"<https://{W}.fr/>", "<!-- caché -->", f"<![CDATA[{W}]]>", f"<?{W}?>",
    "&amp;", "&lt;script&gt;", "&#0;", "&nbsp;", "\u00a0", "\u202f", "\ufeff", "\u200b", "é", "«\u00a0", "\u00a0»", "\\", "  \n", "\n", " ",
]  # fmt: skip
BROKEN = [
    "<", ">", "<!--", "-->", "<![CDATA[", "]]>", "<?", "{{<", ">}}", "{%", "%}", "{{", "}}", "[", "](", "![", ")", "**", "*", "_", "`", "```\n",
    "~~", "|", "</p>", "</b>", "<b", "<a href='", '"', "'", "&", "&#", "\t", "---\n", "+++\n", "{", "}", "<p><table><td>", "</table>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=x>'>", "<svg><style><a id='</style><img src=1 onerror=x>'>",
    "<noscript><p title='</noscript><img src=x onerror=x>'>", "<meta http-equiv=refresh content='0;url=//x'>", "<base href=//x>", "<xmp><p>",
    "<a href='java\tscript:x'>a</a>", "<a href='&#106;avascript:x'>a</a>", "<a href='data:text/html,x'>a</a>", "<a href='vbscript:x'>a</a>",
    "![a](http://[x)", "<iframe src='//[x'>", "<plaintext>", "<li>", "<td>", "<tr>", "<dd>", "<summary>", "<figcaption>", "\u2028", "\x0b", "\x1f", "\U0001f600", "\u0301",
]  # fmt: skip

line = st.lists(st.sampled_from(INLINE), min_size=1, max_size=5).map("".join)
one_line = line.map(lambda text: " ".join(text.split()) or W)


def _block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds("{}\n\n".format, line),
        st.builds("{} {}\n\n".format, st.sampled_from(["#", "##", "###", "######"]), one_line),
        st.builds("#### {}{{.subtitle}}\n\n".format, one_line),
        st.builds("**{}**\n\n".format, one_line),
        st.builds("{}\n===\n\n".format, one_line),
        several.map(lambda items: "".join(f"- {_indented(item, 2)}" for item in items) + "\n"),
        several.map(lambda items: "".join(f"{n}. {_indented(item, 3)}" for n, item in enumerate(items, 3)) + "\n"),
        several.map(lambda items: "".join(f"• {' '.join(item.split())}\n" for item in items) + "\n"),
        inner.map(lambda text: "".join(f"> {each}\n" for each in text.split("\n")) + "\n"),
        st.builds("| {} | {} |\n| - | - |\n| {} | {} |\n\n".format, one_line, one_line, one_line, one_line),
        st.builds("<table>{}<caption>{}</caption><tr><th>{}</th><td><ul><li>{}</li><li>{}</li></ul></td></tr></table>\n\n".format, *[one_line] * 5),
        st.builds("<details><summary>{}</summary>{}</details>\n\n".format, one_line, inner),
        st.builds("<figure>{}<figcaption>{}</figcaption></figure>\n\n".format, one_line, one_line),
        st.builds("<blockquote class='twitter-tweet'><p>{}</p>{} <a href='https://x.fr/1'>{}</a></blockquote>\n\n".format, *[one_line] * 3),
        st.builds("<center>{}</center>\n\n".format, one_line),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>\n\n".format, one_line, one_line),
        st.builds("{}\n: {}\n\n".format, one_line, one_line),
        st.builds(f"{W}[^1]\n\n[^1]: {{}}\n\n".format, one_line),
        st.just(f"[{W}]: https://{W}.fr/\n\n"),
        st.builds("```python\n{}\n```\n\n".format, one_line.map(lambda text: text.replace("`", ""))),
        st.builds("{{% highlight ruby %}}\n{}\n{{% endhighlight %}}\n\n".format, one_line.map(lambda text: text.replace("`", ""))),
        st.builds("    {}\n\n".format, one_line),
        st.just("---\n\n"),
    )  # fmt: skip


def _indented(text: str, by: int) -> str:
    first, *rest = text.rstrip("\n").split("\n")
    return "\n".join([first, *(" " * by + each for each in rest)]) + "\n"


blocks = st.recursive(one_line.map("{}\n\n".format), _block, max_leaves=6)
bodies = st.lists(st.one_of(blocks, _block(one_line)), max_size=6).map(lambda parts: numbered("".join(parts)))
broken = st.lists(st.sampled_from([*INLINE, *BROKEN, "\n\n", "> ", "- ", "# "]), max_size=30).map(
    lambda parts: numbered("".join(parts))
)

scalar = st.one_of(
    st.just(W), st.just(f"{W} : {W}"), st.booleans(), st.integers(), st.none(), st.floats(allow_nan=False), st.dates().map(str),
    st.just(f"img/{W}.png"), st.text(max_size=12), st.just("x" * 400),
)  # fmt: skip
keys = st.sampled_from(
    ["title", "date", "description", "image", "categories", "tags", "author", "hero", "files", "who", "promos", "themes", "related", "layout", "draft",
     "contact-presse", "chapeau-text", "order", "url", "aliases", "permalink", "lang", "lang-ref", "role", "job", "defis", "linkedin", "inconnu", "une-ou-diaporama"]
)  # fmt: skip
values = st.recursive(
    scalar,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["title", "text", "list", "num", "image", "url"]), inner, max_size=3),
    ),
    max_leaves=5,
)
heads = st.dictionaries(keys, values, max_size=6)


def numbered(text: str) -> str:
    count = itertools.count(1)
    return re.sub(W, lambda _found: f"mot{next(count)}z", text)


def as_toml(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{json.dumps(key)} = {as_toml(item)}" for key, item in value.items() if item is not None
            )
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(item) for item in value if item is not None) + "]"
    return json.dumps(value).replace("\x7f", "\\u007f")


def written(head: dict[str, Any], kind: str, body: str) -> str:
    """A document with its head in YAML, TOML or JSON."""
    if kind == "toml":
        lines = "".join(f"{key} = {as_toml(value)}\n" for key, value in head.items() if value is not None)
        return f"+++\n{lines}+++\n{body}"
    if kind == "json":
        return f"{json.dumps(head, ensure_ascii=False, indent=1)}\n{body}"
    return f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n{body}"


documents = st.builds(
    written, heads, st.sampled_from(["yaml", "toml", "json"]), st.one_of(bodies, broken)
).map(numbered)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A document some of whose bytes are gone, doubled, or others."""
    data = draw(documents).encode("utf-8", "surrogatepass")
    for _times in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        end = at + draw(st.integers(0, 8))
        new = draw(
            st.one_of(
                st.binary(max_size=4),
                st.just(data[at:end] * 2),
                st.sampled_from([b"\0", b"\xff\xfe", b"\r\n", b"---\n", b"&a ", b"*a", b"!!x ", b"<<: "]),
            )
        )
        data = data[:at] + new + data[end:]
    return data


folders = st.sampled_from(
    ["blog", "defis", "personnes", "promos", "themes", "communiques", "", "administrations"]
)
sites = st.lists(
    st.tuples(
        folders, st.one_of(documents.map(lambda text: text.encode("utf-8", "surrogatepass")), mutated())
    ),
    min_size=1,
    max_size=4,
)

# What must hold

FAILED = "The import of this document failed"


@dataclass
class NoDocument:
    """What a resolver of links asks of a document: where it stands, and what lies beside it."""

    address: str = "/blog/essai/"
    files: FileIndex = field(default_factory=lambda: FileIndex([]))


@dataclass
class Site(NoSite):
    """A site of no page: links are judged as they are in an import."""

    def __post_init__(self) -> None:
        document: Any = NoDocument()
        files: Any = None  # never asked: the site has no file
        self.links = LinkResolver(document, AddressBook(), files, self.warn)

    def link(self, href: str, line: int) -> Target:
        return self.links.resolve(href, line)


@dataclass
class Unsafe(Exception):
    """Rich text that could run, or a tag it may not hold."""

    html: str
    what: str


def check_safe(html: str) -> None:
    """Only allowed tags, attributes and schemes, whichever way a browser would read it."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name not in ALLOWED_TAGS:
            raise Unsafe(html, tag.name)
        for name, value in tag.attrs.items():
            if name not in ALLOWED_ATTRIBUTES.get(tag.name, set()):
                raise Unsafe(html, f"{tag.name} {name}")
            scheme = urlsplit("".join(str(value).split())).scheme if name == "href" else ""
            if scheme and scheme not in ALLOWED_SCHEMES:
                raise Unsafe(html, str(value))


def check_blocks(blocks: list[dict[str, Any]]) -> None:
    """Each block is one the stream knows, with a value it takes; each rich text in it is safe."""
    stream = BodyStreamBlock()
    json.dumps(blocks)
    for block in blocks:
        child = stream.child_blocks[block["type"]]
        if block["type"] in CHECKED:
            child.clean(child.to_python(block["value"]))
        for html in rich_texts(block):
            check_safe(html)


def rich_texts(block: dict[str, Any]) -> list[str]:
    """The rich texts of a block; its titles and captions are plain, and written as such."""
    value = block["value"]
    if block["type"] == "accordion":
        return [item["text"] for item in value["items"]]
    if block["type"] in ("note", "quote"):
        return [value["text"]]
    return [value] if block["type"] == "rich_text" else []


def lost(source: str, blocks: list[dict[str, Any]], around: NoSite) -> set[str]:
    """Numbered words of a text, but for its comments, that are in no block, note or warning."""
    said = [value for _line, kind, value in around.warnings if kind not in KEPT_KINDS]
    kept = " ".join(
        [
            *(text for block in blocks for text in strings(block["value"])),
            *around.notes,
            *said,
            *around.pictures,
        ]
    )
    return set(NUMBERED.findall(COMMENT.sub("", source))) - set(NUMBERED.findall(kept.lower()))


def check_body(source: str, *, words: bool) -> None:
    """Convert a text both ways; raises when a promise is broken."""
    around = Site()
    found = body_blocks(source, 1, around)
    check_blocks(found)
    if words and (gone := lost(source, found, around)):
        raise AssertionError(f"lost: {sorted(gone)} of {source!r}")
    flat = Site()
    html = body_rich_text(source, 1, flat)
    check_safe(html)
    if words and (gone := lost(source, [{"value": html}], flat)):
        raise AssertionError(f"lost in rich text: {sorted(gone)} of {source!r}")


def check_document(text: str) -> None:
    """Read a document and convert its body; only `UnreadableDocument` may be raised, and it names a line."""
    try:
        parts = split(text)
    except UnreadableDocument as refused:
        if not (str(refused) and 1 <= refused.line <= text.count("\n") + 2):
            raise AssertionError(f"{refused.line}: {refused}") from refused
        return
    check_body(parts.body, words=False)


def check_bytes(data: bytes, folder: Path) -> None:
    """Read a file of any bytes; it is read, or refused with a line."""
    path = folder / "document.md"
    path.write_bytes(data)
    try:
        text = read_text(path)
    except UnreadableDocument:
        return
    check_document(text)


def check_import(documents: Sequence[tuple[str, bytes]], folder: Path) -> None:
    """Import a small site of such documents, as a dry run: each is imported or refused, and none fails by itself."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    for number, (collection, data) in enumerate(documents):
        path = content / collection / f"document-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "static").mkdir(exist_ok=True)
    report = run_import([folder], dry_run=True)
    failed = [str(failure) for failure in report.failures if FAILED in failure.reason]
    if failed:
        raise AssertionError("\n".join(failed))
