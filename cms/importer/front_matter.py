"""Front matter with the line of every key and list item, and nothing lost on the way.

PyYAML's loaders forget line numbers and drop the first of two equal keys in silence, so the tree of nodes it
composes is read here. Aliases and merge keys work; what would harm is refused: cycles, tags that build objects,
and documents that unfold into millions of values.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from cms.importer.errors import UnreadableDocument

KeyPath = tuple[str | int, ...]

# No text has them and no database takes all of them: line ends and tabs aside, control characters and half characters.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

MOST_VALUES = 20_000
MOST_REPEATED = 100
DEEPEST = 40

PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value")
)


@dataclass(frozen=True)
class RepeatedKey:
    """A key written twice in one mapping: the later value counts. `lost` are the words of the earlier one."""

    key: str
    line: int
    first_line: int
    lost: str = field(default="", compare=False)


@dataclass
class FrontMatter:
    """Values of a document's head. `lines` and `raws` (scalars as written) are keyed by path: `("hero", "title")`."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[KeyPath, int] = field(default_factory=dict)
    raws: dict[KeyPath, str] = field(default_factory=dict)
    repeated: list[RepeatedKey] = field(default_factory=list)

    def repeat(self, path: KeyPath, line: int) -> None:
        """A key comes again: what it said first is kept with the repeat, and no line of it is taken for what counts."""
        if len(self.repeated) >= MOST_REPEATED:
            raise UnreadableDocument(_("The front matter repeats too many keys."), line)
        lost = [raw for key, raw in self.raws.items() if key[: len(path)] == path]
        self.repeated.append(RepeatedKey(str(path[-1]), line, self.lines[path], ", ".join(lost)))
        known: dict[KeyPath, Any]
        for known in (self.lines, self.raws):
            for key in [key for key in known if key[: len(path)] == path]:
                del known[key]

    def parts(self, depth: int) -> dict[KeyPath, FrontMatter]:
        """Each mapping this deep inside as front matter of its own, by its path."""
        found: dict[KeyPath, FrontMatter] = {}
        for path in self.lines:
            value = _at(self.values, path) if len(path) == depth else None
            if isinstance(value, dict):
                found[path] = FrontMatter(values=value)
        for path, line in self.lines.items():
            if path[:depth] in found and len(path) > depth:
                found[path[:depth]].lines[path[depth:]] = line
        for path, raw in self.raws.items():
            if path[:depth] in found and len(path) > depth:
                found[path[:depth]].raws[path[depth:]] = raw
        return found


def _at(value: Any, path: KeyPath) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


@dataclass(frozen=True)
class Parts:
    """A file cut in two: the head, if it has one, and the body with the line it begins at."""

    head: FrontMatter | None
    body: str
    body_line: int


def split(text: str) -> Parts:
    """Separate front matter (YAML between `---`, TOML between `+++`, or a leading JSON object) from the body.

    Raises `UnreadableDocument` with the line when the head is not closed or is wrong in its own language.
    """
    text = CONTROLS.sub("", text)
    lines = text.split("\n")
    opening = lines[0].rstrip()
    if opening in ("---", "+++"):
        closings = ("---", "...") if opening == "---" else ("+++",)
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in closings), None)
        if end is None:
            raise UnreadableDocument(_("The front matter opened on line 1 is never closed."), 1)
        source = "\n".join(lines[1:end]) + "\n"
        head = read_yaml(source, 2) if opening == "---" else _read_toml(source, 2)
        return Parts(head, "\n".join(lines[end + 1 :]), end + 2)
    if opening.startswith("{") and not opening.startswith(("{{", "{%")):
        return _split_json(text)
    return Parts(None, text, 1)


def read_yaml(source: str, first_line: int) -> FrontMatter:
    """Read one YAML mapping whose first line is line `first_line` of its file."""
    try:
        node = composed_yaml(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise UnreadableDocument(
            _("The front matter is not valid YAML: %s.") % error.problem, line
        ) from error
    except yaml.reader.ReaderError as error:
        line = first_line + source.count("\n", 0, error.position)
        raise UnreadableDocument(_("The front matter is not valid YAML: %s.") % error.reason, line) from error
    except RecursionError as error:
        raise UnreadableDocument(_("The front matter is nested too deep."), first_line) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise UnreadableDocument(_("The front matter is not valid YAML: %s.") % reason, first_line) from error
    head = FrontMatter()
    if node is None:
        return head
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableDocument(_("The front matter is not a list of keys with values."), first_line)
    head.values = _NodeReader(head, first_line).mapping(node, (), ())
    return head


def composed_yaml(source: str) -> yaml.Node | None:
    """The nodes of a YAML text. libyaml is many times quicker; what it refuses, the other parser says better why."""
    quick = getattr(yaml, "CSafeLoader", None)
    if quick is not None:
        try:
            return yaml.compose(source, Loader=quick)
        except (yaml.YAMLError, ValueError):
            pass
    return yaml.compose(source, Loader=yaml.SafeLoader)


class _NodeReader:
    """Turns composed YAML nodes into values, writing lines, raw scalars and repeated keys into the front matter."""

    def __init__(self, head: FrontMatter, first_line: int) -> None:
        self.head = head
        self.first_line = first_line
        self.count = 0
        self.scalars = yaml.constructor.SafeConstructor()

    def line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def value(self, node: yaml.Node, path: KeyPath, above: tuple[int, ...]) -> Any:
        self.count += 1
        if self.count > MOST_VALUES or len(above) > DEEPEST:
            raise UnreadableDocument(_("The front matter unfolds into too many values."), self.line(node))
        if id(node) in above:
            raise UnreadableDocument(_("The front matter contains itself through an alias."), self.line(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path, above)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, path, above)
        return self.scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: KeyPath, above: tuple[int, ...]) -> dict[str, Any]:
        if node.tag != "tag:yaml.org,2002:map":
            raise self.refused(node)
        below = (*above, id(node))
        found: dict[str, Any] = {}
        own: set[str] = set()
        for key_node, value_node in node.value:
            line = self.line(key_node)
            if key_node.tag == "tag:yaml.org,2002:merge":
                for key, value in self.merged(value_node, path, below).items():
                    found.setdefault(key, value)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                raise UnreadableDocument(_("A key of the front matter is not plain text."), line)
            key = CONTROLS.sub("", str(key_node.value))
            if key in own:
                self.head.repeat((*path, key), line)
            own.add(key)
            self.head.lines[(*path, key)] = line
            found[key] = self.value(value_node, (*path, key), below)
        return found

    def merged(self, node: yaml.Node, path: KeyPath, above: tuple[int, ...]) -> dict[str, Any]:
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found: dict[str, Any] = {}
        for source in sources:
            value = self.value(source, path, above)
            if not isinstance(value, dict):
                raise UnreadableDocument(
                    _("A merge key of the front matter merges no mapping."), self.line(node)
                )
            found = {**value, **found}
        return found

    def sequence(self, node: yaml.SequenceNode, path: KeyPath, above: tuple[int, ...]) -> list[Any]:
        if node.tag != "tag:yaml.org,2002:seq":
            raise self.refused(node)
        found = []
        for position, item in enumerate(node.value):
            self.head.lines[(*path, position)] = self.line(item)
            found.append(self.value(item, (*path, position), (*above, id(node))))
        return found

    def scalar(self, node: yaml.Node, path: KeyPath) -> Any:
        if node.tag not in PLAIN_TAGS:
            raise self.refused(node)
        written = CONTROLS.sub("", str(node.value))
        self.head.raws[path] = written
        self.head.lines.setdefault(path, self.line(node))
        try:
            value = self.scalars.construct_object(node)
        except (ValueError, OverflowError, yaml.YAMLError):
            return written  # such as a date of 30 February: the reader of the field warns
        return written if isinstance(value, str) else value

    def refused(self, node: yaml.Node) -> UnreadableDocument:
        return UnreadableDocument(
            _("The front matter uses the tag %s, which is not allowed.") % node.tag, self.line(node)
        )


def _read_toml(source: str, first_line: int) -> FrontMatter:
    try:
        values = tomllib.loads(source)
    except RecursionError as error:
        raise UnreadableDocument(_("The front matter is nested too deep."), first_line) from error
    except ValueError as error:  # TOMLDecodeError, and numbers of thousands of digits
        found = re.search(r"line (\d+)", str(error))
        line = first_line + (int(found.group(1)) - 1 if found else 0)
        raise UnreadableDocument(_("The front matter is not valid TOML: %s.") % error, line) from error
    return _without_marks(values, source, first_line)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it was written, repeated keys too."""


def _split_json(text: str) -> Parts:
    try:
        values, end = json.JSONDecoder(object_pairs_hook=_Pairs).raw_decode(text)
    except RecursionError as error:
        raise UnreadableDocument(_("The front matter is nested too deep."), 1) from error
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise UnreadableDocument(_("The front matter is not valid JSON: %s.") % error, line) from error
    head = _without_marks(values, text[:end], 1)
    rest = text[end:]
    skipped = len(rest) - len(rest.lstrip("\n"))
    return Parts(head, rest[skipped:], text[:end].count("\n") + 1 + skipped)


# A key as TOML and JSON write it, before its value.
KEY = re.compile(r"""(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|(?<![\w.-])([\w.-]+))\s*[]=:]""")


def _without_marks(values: Any, source: str, first_line: int) -> FrontMatter:
    """TOML and JSON readers give no marks: the keys' lines are found in the text, in order."""
    reader = _MarkFinder(source, first_line)
    found: dict[str, Any] = reader.value(values, (), first_line, 0)
    del reader.head.lines[()]
    reader.head.values = found
    return reader.head


class _MarkFinder:
    """Copies values, finding the line of each key: the first behind the line of the key above it, else that one."""

    def __init__(self, source: str, first_line: int) -> None:
        self.head = FrontMatter()
        self.count = 0
        self.lines: dict[str, list[int]] = {}
        for number, line in enumerate(source.split("\n"), first_line):
            for found in KEY.finditer(line):
                for part in {found[1] or found[2] or found[3] or "", *(found[3] or "").split(".")}:
                    self.lines.setdefault(part, []).append(number)

    def value(self, value: Any, path: KeyPath, line: int, depth: int) -> Any:
        self.count += 1
        if self.count > MOST_VALUES or depth > DEEPEST:
            raise UnreadableDocument(_("The front matter unfolds into too many values."), line)
        self.head.lines[path] = line
        if isinstance(value, _Pairs):
            return self.mapping(value, path, line, depth)
        if isinstance(value, dict):
            return self.mapping(list(value.items()), path, line, depth)
        if isinstance(value, list):
            return [self.value(item, (*path, n), line, depth + 1) for n, item in enumerate(value)]
        if isinstance(value, str):
            value = CONTROLS.sub("", value)
        written = value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
        self.head.raws[path] = "" if value is None else written
        return value

    def mapping(self, pairs: list[tuple[str, Any]], path: KeyPath, line: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, below in pairs:
            at = self.line_of(key, line)
            name = CONTROLS.sub("", key)
            if name in found:
                at = self.line_of(key, self.head.lines[*path, name] + 1)
                self.head.repeat((*path, name), at)
            found[name] = self.value(below, (*path, name), at, depth + 1)
        return found

    def line_of(self, key: str, line: int) -> int:
        """The first line from `line` on that has this key."""
        lines = self.lines.get(key, [])
        at = bisect_left(lines, line)
        return lines[at] if at < len(lines) else line
