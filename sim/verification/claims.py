"""The table of signs: what theory says a change must do, and who says so.

A model is believed for its signs before its levels. Each claim compares the baseline, or a setting
of it, with the same worlds changed. What somebody may change comes as a surprise to worlds that all
refused until then (`SURPRISES`). What describes a world is compared as theory compares it: between
worlds that always differed, none of them ruled out by the past (`COMPARISONS`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

UP, DOWN, NOTHING, NOT_MORE = "+", "-", "0", "<= 0"
"""What a change must do; ``0`` is less than a point of a share, or nothing that can be shown."""

ACCORD, EARLY, LATE, HOLDS = "accord", "early", "late", "holds"
MEASURES = {
    ACCORD: "share of worlds with an accord by 30 June",
    EARLY: "share of worlds with an accord by 31 March",
    LATE: "share of the accords by 30 June that come in its last 30 days",
    HOLDS: "mean probability that an accord holds five years",
}
"""What is measured, in words."""

_SIDES = ("ukraine", "russia")
_ROTH = "Roth, Murnighan and Schoumaker 1988"
_LINES = {
    "ukraine": ("withdrawal", "zone", "weak_rules", "weak_guarantees"),
    "russia": (
        "freeze",
        "ceasefire",
        "zone",
        "strong_guarantees",
        "plant_joint",
        "plant_ukrainian",
    ),
}


@dataclass(frozen=True)
class Claim:
    """A sign that theory asks for.

    Attributes
    ----------
    claim, source : str
        In words, and where it is from.
    expected : str
        One of the signs above.
    change : tuple[str, ...]
        Settings of the changed worlds.
    against : tuple[str, ...]
        Settings of the worlds they are compared with.
    measure : str
        One of the measures above.
    """

    claim: str
    source: str
    expected: str
    change: tuple[str, ...]
    against: tuple[str, ...] = ()
    measure: str = ACCORD


def _both(key: str, value: object) -> tuple[str, ...]:
    """A setting of both sides."""
    return tuple(f"parties.{side}.{key}={value}" for side in _SIDES)


def _misreading(who: str, size: float) -> str:
    return f"{who}.misjudges={{normal: [0, {size}]}}"


_SIDES_MISREAD = tuple(_misreading(f"parties.{side}", 0.2) for side in _SIDES)
_MEDIATOR_MISREADS = (_misreading("mediator", 0.2),)
_SIDES_KNOW, _MEDIATOR_KNOWS = _both("misjudges", 0), ("mediator.misjudges=0",)
_NOBODY, _NO_PRESSURE = ("talks.protocol=alternating",), _both("pressure", 0)
_BELIEVED = ("deadline.credibility=1",)
_ALWAYS = "past_of=nobody"
_HALF, _TWICE = "war costs {} half", "war costs {} twice"
_ANYBODY_GUARANTEES = ("accord.alone.guarantees=1",)
_COST = "cost_of_war={{lognormal: [{}, 0.35]}}"


def _cost(side: str, median: float) -> tuple[str, ...]:
    return (f"parties.{side}.{_COST.format(median)}",)


def _pressed(times: float) -> tuple[str, ...]:
    sizes = {"ukraine": (4, 0.03), "russia": (2, 0.02)}
    return tuple(
        f"parties.{side}.pressure={{gamma: [{shape}, {scale * times}]}}"
        for side, (shape, scale) in sizes.items()
    )


def _line(side: str, name: str) -> tuple[str, ...]:
    return (f"parties.{side}.red_lines.{name}.size=0",)


def _pace(mean: float) -> tuple[str, ...]:
    return (f"war.drift={{normal: [{mean}, 4]}}",)


_DEADLINE = (
    Claim("nobody believes in the deadline", "Schelling 1960", DOWN,
          ("deadline.credibility=0",)),
    Claim("everybody does", _ROTH, UP, _BELIEVED),
    Claim("accords then come later", _ROTH, UP, _BELIEVED,
          ("deadline.credibility=0",), LATE),
    Claim("that a lapse will have its consequence is known to nobody before it", "definition",
          NOTHING, (*_BELIEVED, "deadline.binds=1"), (*_BELIEVED, "deadline.binds=0")),
    *(
        Claim(f"a lapse with the consequence '{worse}' is shunned more than one that only extends",
              "McCall 1970", UP, (*_BELIEVED, f"deadline.on_lapse={worse}"),
              (*_BELIEVED, "deadline.on_lapse=extend"))
        for worse in ("cost", "leave")
    ),
    Claim("a deadline on 31 March brings accords by then", _ROTH, UP,
          ("deadline.date=2026-03-31",), measure=EARLY),
    Claim("one at the end of the year takes them from June", _ROTH, DOWN,
          ("deadline.date=2026-12-31", "horizon=2026-12-31")),
)  # fmt: skip
_STAKES = (
    Claim(_HALF.format("Russia"), "Fearon 1995", DOWN, _cost("russia", 0.08)),
    Claim(_TWICE.format("Russia"), "Fearon 1995", UP, _cost("russia", 0.32)),
    Claim(_HALF.format("Ukraine"), "Fearon 1995", DOWN, _cost("ukraine", 0.15)),
    Claim(_TWICE.format("Ukraine"), "Fearon 1995", UP, _cost("ukraine", 0.60)),
    Claim("Europe carries half of Ukraine's cost", "Fearon 1995", DOWN,
          ("backers.europe.relief=0.5",)),
)  # fmt: skip
_WAR = (
    Claim("the sides reckon with a war of 90 days", "Fearon 1995", DOWN, _both("war_horizon", 90)),
    Claim("with one of 2,000 days", "Fearon 1995", UP, _both("war_horizon", 2000)),
    *_STAKES,
    Claim("nobody is optimistic about the front", "Fearon 1995", UP, _both("optimism", 0)),
    Claim("no side hopes that the other gives way", "Fearon 1995", UP, _both("turn_for", 0)),
    Claim("the holder regains ground: the attacker gives way", "as modelled", UP,
          _pace(-10)),
    Claim("the front moves at 20 km2 a day: the winner refuses", "as modelled", DOWN,
          _pace(20)),
)  # fmt: skip
_CLOCK = (
    Claim("without pressure the clock itself still works: everybody believes in the deadline",
          "McCall 1970", UP, (*_NO_PRESSURE, *_BELIEVED),
          (*_NO_PRESSURE, "deadline.credibility=0")),
)  # fmt: skip
_TELLS = "mediator.informs=1"
_INFORMATION = (
    Claim("the sides know what the other needs", "after Fearon 1995", UP, _SIDES_KNOW),
    Claim("they hardly know it", "after Fearon 1995", DOWN, _SIDES_MISREAD),
    Claim("the mediator knows what both need", "as modelled", UP, _MEDIATOR_KNOWS),
    Claim("it hardly knows it", "as modelled", DOWN, _MEDIATOR_MISREADS),
    Claim("everybody knows", "after Fearon 1995", UP,
          (*_SIDES_KNOW, *_MEDIATOR_KNOWS)),
    Claim("hardly anybody knows", "after Fearon 1995", DOWN,
          (*_SIDES_MISREAD, *_MEDIATOR_MISREADS)),
    Claim("one that leans to Ukraine tells it what Russia needs", "put in, after Kydd 2003", UP,
          ("mediator.bias=0.05", _TELLS), ("mediator.bias=0.05",)),
    Claim("one that leans to Russia tells it what Ukraine needs", "put in, after Kydd 2003", UP,
          ("mediator.bias=0.95", _TELLS), ("mediator.bias=0.95",)),
    Claim("noise in answers is not peace: there is none", "definition", NOT_MORE,
          _both("temperature", 0.2)),
)  # fmt: skip
_MEDIATION = (
    Claim("nobody mediates, on the same dates", "Wilkenfeld et al. 2003", DOWN, _NOBODY),
    Claim("nobody mediates, and the sides hardly meet", "Wilkenfeld et al. 2003", DOWN,
          (*_NOBODY, "calendar.gap.median=48", "calendar.readiness={beta: [2, 8]}")),
    Claim("a date every 40 days", "as named", DOWN, ("calendar.gap.median=40",)),
    Claim("no pressure", "Beardsley 2008", DOWN, _NO_PRESSURE),
    Claim("three times the pressure", "Beardsley 2008", UP, _pressed(3)),
    Claim("ten times the pressure", "Beardsley 2008", UP, _pressed(10)),
    Claim("what was signed under it holds less long", "Beardsley 2008", DOWN, _pressed(10),
          measure=HOLDS),
    Claim("what is signed without a mediator that presses three times as hard holds longer, where "
          "no guarantee rests on it", "Beardsley 2008", UP,
          (*_NOBODY, *_ANYBODY_GUARANTEES), (*_pressed(3), *_ANYBODY_GUARANTEES), HOLDS),
    Claim("where guarantees do rest on the mediator, what is signed without it holds less long",
          "Walter 2002", DOWN, _NOBODY, measure=HOLDS),
    Claim("it has no taste for a text: nobody here has to guess what others expect", "definition",
          NOTHING, ("mediator.favours.zone.size=0",)),
    Claim("it need not open with the zone: an order of texts changes little", "definition",
          NOTHING, ("rungs.opens_with.territory=[line, freeze, zone]",)),
    Claim("it may table anything: texts it would not choose change little", "definition", NOTHING,
          ("rungs.opens_with.territory=[line, freeze, zone, withdrawal]",)),
    Claim("a mediator that counts Ukraine alone is worse than an even-handed one", "as modelled",
          DOWN, ("mediator.bias=0.05",), ("mediator.bias=0.5",)),
    Claim("so is one that counts Russia alone", "as modelled", DOWN, ("mediator.bias=0.95",),
          ("mediator.bias=0.5",)),
    Claim("other crises distract it", "as named", DOWN, ("mediator.distraction.gap=40",)),
    Claim("it meets Russia alone every two weeks", "as named", DOWN,
          ("shocks.back_channel.gap=14",)),
    Claim("a killing every 20 days", "Stedman 1997", DOWN, ("shocks.assassination.gap=20",)),
)  # fmt: skip
_TODAYS_LINE = tuple(
    f"accord.renewal.starts_from.territory.{option}=1" for option in ("zone", "withdrawal")
)
_GUARANTEES = (
    Claim("guarantees deter five times as much", "Walter 2002", UP,
          ("accord.deterrence.guarantees={uniform: [4, 12]}",)),
    Claim("accords then hold longer", "Walter 2002", UP,
          ("accord.deterrence.guarantees={uniform: [4, 12]}",), measure=HOLDS),
)  # fmt: skip
_COMMITMENT = (
    *_GUARANTEES,
    Claim("an accord need not be likely to hold", "Walter 2002", UP,
          ("parties.ukraine.must_hold.probability=0",)),
    Claim("it must hold nine times in ten", "Walter 2002", DOWN,
          ("parties.ukraine.must_hold.probability=0.9",)),
    Claim("accords shift no power: a shift as small as the baseline's is paid for in the terms",
          "Powell 2006", NOTHING, ("accord.renewal.shift=0",)),
    Claim("accords shift power far", "Powell 2006", DOWN, ("accord.renewal.shift=0.6",)),
    Claim("what is ceded is not fought over again: the next war starts from the new line",
          "as modelled", DOWN, (), _TODAYS_LINE),
    Claim("war returns three times as easily", "Fortna 2004", DOWN,
          ("accord.war_again={lognormal: [1.05, 0.4]}",)),
)  # fmt: skip
_GIVEN_UP = (
    Claim("without any red line", "a wider range never hurts", UP, _both("firmness", 0)),
    Claim("nobody votes at home", "Putnam 1988", UP, ("parties.ukraine.ratification=null",)),
)
_RANGE = (
    *(
        Claim(f"without the red line {side}.{name}", "a wider range never hurts", UP,
              _line(side, name))
        for side, names in _LINES.items()
        for name in names
    ),
    *_GIVEN_UP,
    Claim("nobody minds conceding more than the other", "Fehr and Schmidt 1999", UP,
          ("parties.ukraine.fairness=0",)),
    Claim("what is born behind its back is worth less to Ukraine", "as named", DOWN,
          ("parties.ukraine.exclusion=0.5",)),
)  # fmt: skip


def _always(claim: Claim) -> Claim:
    """The same between worlds that always differed, of which the past rules out none."""
    return replace(claim, change=(_ALWAYS, *claim.change), against=(_ALWAYS, *claim.against))


SURPRISES = (*_DEADLINE, *_MEDIATION, *_STAKES, *_GUARANTEES, *_GIVEN_UP)
COMPARISONS = tuple(map(_always, (*_WAR, *_CLOCK, *_INFORMATION, *_COMMITMENT, *_RANGE)))
CLAIMS = (*SURPRISES, *COMPARISONS)
"""Every claim, in the order in which it is told."""
