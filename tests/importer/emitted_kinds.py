"""Which kinds of warnings the code can give, read from its source: nobody has to provoke each of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(ROOT / "cms" / "importer").rglob("*.py"),
    *(ROOT / "cms" / "pages").glob("*/*.py"),
    *(ROOT / "cms" / "snippets").glob("*/*.py"),
]
FROM_THE_END = 3
"""A call of `warn` ends with kind, value and action."""


def emitted_kinds(sources: Iterable[Path] = SOURCES) -> set[str]:
    """Each kind up to its colon; where a part is computed, `*` stands for it."""
    modules = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    found: set[str] = set()
    forwarders = {"warn": -FROM_THE_END}
    seen: set[str] = set()
    while names := set(forwarders) - seen:
        name = names.pop()
        seen.add(name)
        for module in modules:
            for function, call in calls_of(module, name):
                position = forwarders[name]
                if len(call.args) < max(position + 1, -position):
                    continue
                for value in values_of(call.args[position], function, modules):
                    if isinstance(value, str):
                        found.add(value.partition(":")[0])
                    elif function.name != "warn":
                        # The function is handed the kind: its own callers name it.
                        forwarders[function.name] = value
    return found


def calls_of(module: ast.Module, name: str) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == name
            ):
                yield function, node


def values_of(
    node: ast.expr, function: ast.FunctionDef, modules: Sequence[ast.Module]
) -> Iterator[str | int]:
    """The texts an argument can be, or the position of the parameter that it is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from values_of(node.body, function, modules)
        yield from values_of(node.orelse, function, modules)
    elif isinstance(node, ast.Name):
        parameters = [each.arg for each in function.args.args if each.arg != "self"]
        if node.id in parameters:
            yield parameters.index(node.id)
            return
        assigned = [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and any(getattr(t, "id", "") == node.id for t in each.targets)
        ]
        assert assigned, f"{function.name}: nobody knows what kind `{node.id}` is"
        for value in assigned:
            yield from values_of(value, function, modules)
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get":
        # Kept under a key until it is said: what is stored under that key anywhere.
        key = ast.literal_eval(node.args[0])
        for each in (each for module in modules for each in ast.walk(module) if isinstance(each, ast.Dict)):
            for name, value in zip(each.keys, each.values, strict=True):
                if isinstance(name, ast.Constant) and name.value == key:
                    yield from values_of(value, function, modules)
    else:
        raise AssertionError(f"{function.name}, line {node.lineno}: a kind of warning must be readable here")
