"""What the site does to pages before they are read: reference is made of the program itself.

A page says ``<!-- generated: NAME -->`` where its tables go, so that none can be out of date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from sim.cli import app
from sim.scenario.editors import json_schema

_MARK = re.compile(r"<!-- generated: (\w+) -->")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)#:\s]+)\)")
Node = dict[str, Any]
_TYPES = {
    "array": "a list",
    "string": "text",
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
}


def commands() -> str:
    """Every command: what its help says, and a table of its arguments and options."""
    program = get_command(app)
    context = program.make_context("sim", [], resilient_parsing=True)
    return "\n".join(_command(program, context, name) for name in program.list_commands(context))


def _command(program: Any, context: Any, name: str) -> str:
    command = program.get_command(context, name)
    inside = command.context_class(command, info_name=name, parent=context)
    records = filter(None, (param.get_help_record(inside) for param in command.get_params(inside)))
    usage = f"sim {name} {' '.join(command.collect_usage_pieces(inside))}"
    rows = _table(("argument or option", "is"), ((f"`{a}`", _plain(b)) for a, b in records))
    return f"## `sim {name}`\n\n```text\n{usage}\n```\n\n{_prose(command.help)}\n\n{rows}\n"


def schema() -> str:
    """Every key of a scenario file: what it is, and what may stand there, section by section."""
    tree: Node = json_schema()
    sections = {name: each for name, each in tree["$defs"].items() if "properties" in each}
    return "\n".join(
        _section(name, node, tree["$defs"])
        for name, node in {"The file itself": tree, **sections}.items()
        if not name.startswith("number_")
    )


def _section(name: str, node: Node, known: Node) -> str:
    rows = (
        (f"`{key}`", _about(each, known), " or ".join(dict.fromkeys(_kinds(each, known))))
        for key, each in node["properties"].items()
        if key not in ("source", "origin")  # the second is written by the program alone
    )
    about = _plain(node.get("description", ""))
    return f"## {name}\n\n{about}\n\n{_table(('key', 'is', 'may be'), rows)}\n"


def _about(node: Node, known: Node) -> str:
    """What a key is, and the section without which it is a mistake."""
    below = (_about(each, known) for each in node.get("anyOf", ()))
    section = known.get(node.get("$ref", "").rpartition("/")[2], {})
    there = section.get("description", "") if "properties" in section else ""
    about = _plain(node.get("description") or next(filter(None, below), "") or there)
    return f"{about} (with `{node['needs']}`)" if "needs" in node else about


def _kinds(node: Node, known: Node) -> Iterator[str]:
    """What may stand at a key, in words: names of sections lead to them."""
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        of_values = name.startswith("number_") or "properties" not in known[name]
        about = _plain(known[name].get("description", "a number or a prior"))
        yield about if of_values else f"[{name}](#{name.lower()})"
    elif "enum" in node:
        yield " or ".join(f"`{word}`" for word in node["enum"])
    elif "anyOf" in node:
        for each in node["anyOf"]:
            yield from _kinds(each, known)
    elif "patternProperties" in node:
        for each in node["patternProperties"].values():
            yield "by name: " + " or ".join(dict.fromkeys(_kinds(each, known)))
    elif "value" in node.get("properties", {}):
        yield from _kinds(node["properties"]["value"], known)
    elif node.get("type") in _TYPES:
        yield node.get("format", _TYPES[node["type"]])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _prose(text: str) -> str:
    return "\n\n".join(_plain(part) for part in text.split("\n\n"))


def _plain(text: object) -> str:
    """Text that Markdown shows as it stands, in one line."""
    words = " ".join(str(text).replace("\b", "").split())
    return re.sub(r"([\\`*_{}\[\]<>|~$])", r"\\\1", words)


GENERATED: dict[str, Callable[[], str]] = {"commands": commands, "schema": schema}


def _prepare(sphinx: Any, page: str, source: list[str]) -> None:
    """Fill in what is generated; a link to a folder, which only a code host can show, is a name."""
    folder = Path(sphinx.srcdir, page).parent

    def named(link: re.Match[str]) -> str:
        return link[1] if (folder / link[2]).is_dir() else link[0]

    source[0] = _MARK.sub(lambda found: GENERATED[found[1]](), source[0])
    source[0] = _LINK.sub(named, source[0])


def _beside(sphinx: Any, failed: Exception | None) -> None:
    """Lay every page's Markdown beside its HTML, where llms.txt says that it is."""
    for page in () if failed else sphinx.env.found_docs:
        source = Path(sphinx.env.doc2path(page))
        target = Path(sphinx.outdir, source.relative_to(sphinx.srcdir))
        target.write_bytes(source.read_bytes())


def setup(sphinx: Any) -> dict[str, bool]:
    """Hook into the reading of pages, and the end."""
    sphinx.connect("source-read", _prepare)
    sphinx.connect("build-finished", _beside)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
