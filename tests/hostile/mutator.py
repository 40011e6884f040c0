"""A seeded mutator of scenario files: bytes, words, numbers, lines, structure, encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.hostile.nasty import NAMES, NUMBERS, TOKENS

_NUMBER = re.compile(r"(?<![\w.])[-+]?\.?\d[\d.]*(?:e[-+]?\d+)?(?![\w.])")
_WORD = re.compile(r"[A-Za-z_]\w*|[-+.\d]+|[^\w\s]")
_KEY = re.compile(r"(?<=[ \n{])([a-z_]\w{0,60}):")
MOST = 200_000  # characters of a mutant: well above what is allowed

Change = Callable[[str, Random], str]


def seeds() -> list[str]:
    """The texts that mutants are made from: every shipped scenario, whole or its own lines."""
    folder = Path(__file__).parents[2] / "scenarios"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]


def mutant(rng: Random, texts: list[str]) -> tuple[str, bytes]:
    """A mutated file and the kind of its last change; the same for the same state of `rng`."""
    text = rng.choice(texts)
    if rng.random() < 0.3:  # a child with a piece of the baseline of its own
        lines = max(texts, key=len).splitlines(keepends=True)
        first = rng.randrange(len(lines))
        text = "extends: baseline.yaml\n" + "".join(lines[first : first + rng.randint(1, 30)])
    kind = ""
    for _ in range(rng.choice([1, 1, 1, 2, 3, 8])):
        kind = rng.choice(list(CHANGES))
        text = CHANGES[kind](text, rng)[:MOST]
    raw = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.25:
        kind = rng.choice(list(ENCODINGS))
        raw = ENCODINGS[kind](raw, rng)
    return kind, raw


def _put(text: str, rng: Random, pattern: re.Pattern[str], new: Callable[[str], str]) -> str:
    """The text with one match of a pattern replaced."""
    match = pattern.search(text, rng.randint(0, len(text))) or pattern.search(text)
    return text[: match.start()] + new(match[0]) + text[match.end() :] if match else text


def _number(text: str, rng: Random) -> str:
    return _put(text, rng, _NUMBER, lambda _: rng.choice(NUMBERS))


def _scaled(text: str, rng: Random) -> str:
    factor = rng.choice(["e3", "e-3", "e18", "0", "", ".0.0"])
    return _put(text, rng, _NUMBER, lambda old: rng.choice("-+ ") + old + factor)


def _word(text: str, rng: Random) -> str:
    return _put(text, rng, _WORD, lambda _: rng.choice(TOKENS + NUMBERS))


def _insert(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(TOKENS) * rng.choice([1, 1, 1, 3, 40]) + text[at:]


def _key(text: str, rng: Random) -> str:
    def changed(key: str) -> str:
        at = rng.randrange(len(key))
        return rng.choice([key[:at] + key[at + 1 :], key.upper(), key + "x", '"\\e[1m":', key * 9])

    return _put(text, rng, _KEY, changed)


def _name(text: str, rng: Random) -> str:
    name = rng.choice(list(NAMES.values()))
    quoted = '"' + "".join(f"\\U{ord(c):08x}" for c in name) + '"'
    where = re.compile(r"(?<=(?:title|label|place): )[^,}\n]+")
    return _put(text, rng, where, lambda _: quoted)


def _value(text: str, rng: Random) -> str:
    """Wraps a value: deeper, a list, an alias, a tag, repeated."""
    wrap = rng.choice(
        [
            *("[@]", "{a: @}", "&x @", "!!str @", "@ @", "[@, @]", "{value: @}", "'@'", "@0", "-@"),
            *(
                "{a: " * 20 + "@" + "}" * 20,
                "[" * 17 + "@" + "]" * 17,
                '"@"',
                "# @",
                "{x: @, x: @}",
            ),
        ]
    )
    where = re.compile(r"(?<=: )[^,}\n]{1,200}")
    return _put(text, rng, where, lambda old: wrap.replace("@", old))


def _lines(text: str, rng: Random) -> str:
    """Deletes, doubles, swaps, indents or repeats lines."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    change = rng.randrange(5)
    if change == 0:
        del lines[one]
    elif change == 1:
        lines.insert(other, lines[one])
    elif change == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif change == 3:
        lines[one] = " " * rng.randint(1, 5) + lines[one]
    else:
        lines[one:one] = [lines[one]] * min(rng.choice([2, 500, 4000]), 1 + MOST // len(lines[one]))
    return "".join(lines)


def _cut(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return rng.choice([text[:at], text[at:], text[:at] + text[at + rng.randint(1, 60) :]])


def _repeated(text: str, rng: Random) -> str:
    """Something small very often: deep brackets, many keys, one long line."""
    piece = rng.choice(
        ["[", "{a: ", "- ", "a: 1\n", "&a [", "*a ", " ", "\n", "x", "#\n", "'", "?"]
    )
    at = rng.choice([0, len(text), rng.randint(0, len(text))])
    return text[:at] + piece * rng.choice([20, 3000, 30_000]) + text[at:]


CHANGES: dict[str, Change] = {
    "number": _number,
    "scaled number": _scaled,
    "word": _word,
    "insertion": _insert,
    "key": _key,
    "name": _name,
    "value": _value,
    "lines": _lines,
    "cut": _cut,
    "repetition": _repeated,
}


def _flipped(raw: bytes, rng: Random) -> bytes:
    changed = bytearray(raw or b" ")
    for _ in range(rng.choice([1, 2, 30])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _utf16(raw: bytes, rng: Random) -> bytes:
    codec = rng.choice(["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"])
    return raw.decode(errors="replace").encode(codec, "replace")


def _shuffled(raw: bytes, rng: Random) -> bytes:
    at, length = rng.randint(0, len(raw)), rng.randint(1, 200)
    return raw[:at] + rng.randbytes(length) + raw[at:]


ENCODINGS: dict[str, Callable[[bytes, Random], bytes]] = {
    "flipped bytes": _flipped,
    "another encoding": _utf16,
    "random bytes": _shuffled,
    "byte order mark": lambda raw, rng: rng.choice([b"\xef\xbb\xbf", b"\xff\xfe"]) + raw,
    "line ends of old": lambda raw, rng: raw.replace(b"\n", rng.choice([b"\r\n", b"\r"])),
    "not minimal UTF-8": lambda raw, _: raw.replace(b"/", b"\xc0\xaf").replace(
        b"0", b"\xc0\xb0", 1
    ),
}
