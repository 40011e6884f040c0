"""One-line expressions: what they give is what numpy gives; nothing else can be said in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sim.expression import Expression, NoExpression

COLUMNS = {
    "a": np.array([1.0, -2.0, 0.0, np.nan]),
    "b.c": np.array([3.0, 4.0, 5.0, 6.0]),
    "yes": np.array([True, False, True, False]),
    "end": np.array(["war", "peace", "peace", ""]),
}
A, B, YES, END = COLUMNS.values()


def _value(text: str) -> NDArray[np.generic]:
    return Expression(text)(COLUMNS.__getitem__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + 2 * b.c", A + 2 * B),
        ("-a / b.c ** 2", -A / B**2),
        ("max(a, 0)", np.maximum(A, 0)),
        ("min(a, b.c) - abs(a)", np.minimum(A, B) - np.abs(A)),
        ("where(yes, a, b.c)", np.where(YES, A, B)),
        ("exp(log(b.c)) + sqrt(b.c)", B + np.sqrt(B)),
        ("yes + yes", np.array([2.0, 0.0, 2.0, 0.0])),
        ("-yes", np.array([-1.0, 0.0, -1.0, 0.0])),
    ],
)
def test_numbers(text: str, expected: NDArray[np.float64]) -> None:
    assert not Expression(text).yes_or_no
    np.testing.assert_allclose(_value(text), expected, rtol=1e-15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a > 0", [True, False, False, False]),
        ("not a > 0", [False, True, True, True]),
        ("a", [True, True, False, False]),
        ("yes and b.c < 5", [True, False, False, False]),
        ("yes or b.c >= 6", [True, False, True, True]),
        ("0 <= a <= 1", [True, False, True, False]),
        ("end == 'peace'", [False, True, True, False]),
        ("'war' != end", [False, True, True, True]),
        ("a != 0 and not yes", [False, True, False, True]),
    ],
)
def test_what_is_so(text: str, expected: list[bool]) -> None:
    """A comparison with what has no value does not hold, except that it is not equal."""
    wanted = f"({text}) and 1 == 1"
    assert _value(wanted).tolist() == expected


def test_what_is_no_number_has_no_value() -> None:
    assert np.isnan(_value("log(a)")).tolist() == [False, True, True, True]
    assert np.isnan(_value("1 / a")).tolist() == [False, False, True, True]


def test_names_and_words_are_told() -> None:
    found = Expression("a + b.c > 1 and end == 'peace' and 'war' != end")
    assert found.names == ["a", "b.c", "end"]
    assert found.words == [("end", "peace"), ("end", "war")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no expression"),
        ("a +", "no expression"),
        ("a = 1", "no expression"),
        ("__import__('os').system('true')", "functions are"),
        ("a.__class__.__bases__[0]", "cannot stand"),
        ("open('x')", "functions are"),
        ("min(a, b.c, 1)", "takes 2 values"),
        ("abs(x=1)", "functions are"),
        ("[a]", "cannot stand"),
        ("lambda: a", "cannot stand"),
        ("a if yes else b", "cannot stand"),
        ("a % 2", "cannot stand"),
        ("a @ a", "cannot stand"),
        ("~yes", "cannot stand"),
        ("a in b", "compare by"),
        ("a is b", "compare by"),
        ("'word'", "is a word"),
        ("end < 'war'", "is a word"),
        ("'a' == 'b'", "compared to the name"),
        ("1j", "cannot stand"),
        ("True", "cannot stand"),
        ("a == b == 'x'", "is a word"),
        ("f'{a}'", "cannot stand"),
        ("(a := 1)", "cannot stand"),
        ("a" * 501, "at most 500"),
        ("-" * 60 + "a", "fifty deep"),
        ("(" * 400, "no expression"),
    ],
)
def test_nothing_else_can_be_said(text: str, told: str) -> None:
    with pytest.raises(NoExpression, match=told):
        Expression(text)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_told_not_to_be(text: str) -> None:
    try:
        found = Expression(text)
    except NoExpression:
        return
    assert all(name.replace(".", "").isidentifier() for name in found.names)
