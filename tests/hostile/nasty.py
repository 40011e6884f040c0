"""What hostile files are made of: numbers, texts, tokens and names that break careless readers."""

from __future__ import annotations

NUMBERS = [
    *("0", "-0", "-0.0", "1", "-1", "+1", "1e308", "-1e308", "1e309", "-1e999", "5e-324", "1e-999"),
    *(".nan", ".NaN", ".inf", "-.inf", "nan", "inf", "Infinity", "NaN", "0x1F", "0o17", "0b11"),
    *("1_000", "1,000", "1.", ".5", "1e", "e5", "--1", "+-1", "1e+", "9" * 400, "0." + "0" * 400),
    *("12:30:45", "1/3", "35 %", "35 %%", "9 months", "9 moths", ".3 GW", "3 GW/K", "1e5 days"),
    *("true", "false", "yes", "no", "on", "off", "null", "~", "Null", "''", '""', "'1'", '"1"'),
    *("١٢", "\uff11\uff12", "1\u00a0000", "½", "1e400 %", "-1e-400 %", "9 a" + " " * 150_000 + "b"),
]
"""In place of any number: not finite, huge, tiny, signed zeros, other scripts, text, booleans."""

TOKENS = [
    *("[", "]", "{", "}", ",", ":", ": ", "- ", "? ", "&a ", "*a", "!!python/name:os.system ", "!"),
    *("!!binary ", "!!timestamp ", "!<tag:x> ", "<<: ", "<<: *a", "|", ">", "|2-", "'", '"', "\\"),
    *("%YAML 1.1", "%TAG ! !", "---", "...", "#", " #", "@", "`", "\t", "\n", "\r", "\r\n", "\0"),
    *("\x1b[31m", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f600", "\u202e", "\u0301"),
    *("extends: ../../etc/passwd", "extends: /etc/passwd", "extends: mine.yaml", "extends: .yaml"),
    *("extends: baseline.yaml", "origin: {}", "origin: x", "source: x", "hindsight: true"),
    *("{normal: [0, 1]}", "{beta: [0, 0]}", "{gamma: [1e-300, 1]}", "{ci90: [1, 1e308]}"),
    *("{uniform: [.nan, 1]}", "{lognormal: [1, -1]}", "{pert: [3, 2, 1]}", "{triangular: 3}"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "2026-2-3", "2026-02-07T00:00:00Z", "1900-01-01"),
]
"""In place of any word."""

NAMES = {
    "formula of mathematics": "price in $ and $x^2$ \\frac{1",
    "terminal escape": "red \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m bell\x07",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'",
    "spreadsheet formula": "=cmd|' /C calc'!A0",
    "line ends": "one\ntwo\r\nthree\n\nerror: not ours",
    "path": "../../etc/passwd/..\\..\\windows\\C:",
    "right to left": "abc \u202e cba \u2066 x \u200f",
    "very long": "x" * 499,
    "very long words": "word " * 99,
    "every sign": "".join(map(chr, range(0x20, 0x7F))),
    "markup of consoles": "[bold red]x[/] [/] \\[",
    "format": "{0} {title} %s %(x)s {{",
    "combining": "e" + "\u0301" * 200,
    "no letters of the font": "\U0001f600\u4e2d\u6587\U00010380\ue000\ufffd",
    "xml comment": "--> <!-- ]]> -- -",
    "nothing": "",
    "blank": " \t ",
}
"""As titles, questions, labels and places; each is a valid text of at most 500 characters."""
