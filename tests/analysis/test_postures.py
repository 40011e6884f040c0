"""Postures: payoffs count what parties truly want; claims are believed; what may be a posture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.agreement.standing import Standing
from sim.analysis.explaining.worlds import Source, Worlds
from sim.analysis.postures import Answer, playing, postures
from sim.analysis.postures.built_in import built_in, by_default, scaled, shifted, typed
from sim.analysis.postures.choosing import many_of, table_of
from sim.analysis.postures.game import of_profile
from sim.analysis.postures.payoffs import Ledger, brought, on_a_mean_day
from sim.analysis.postures.playing import Table, play, truth_of
from sim.analysis.postures.posture import may_set, postures_in
from sim.errors import Usage
from sim.outcomes import ending
from sim.plots.postures import postures_sheet
from sim.report.postures import postures_text
from sim.report.postures_json import postures_json
from sim.scenario import Scenario, ScenarioError, load
from sim.trajectory import ACCORD
from tests.builders import PIE, SHORT, baseline_with, pie_with

WORLDS = 60
BLUFFS, YIELDS = 1, 2  # by default
BLUFF = "parties.russia.value_of_waiting=0.05"


@pytest.fixture(scope="module")
def some() -> Worlds:
    """Worlds of the baseline, few days."""
    return Worlds.of(Source("baseline", SHORT), 1, range(WORLDS))


@pytest.fixture(scope="module")
def answer() -> Answer:
    """A wage round, with the postures that it has by default."""
    return postures("wage_round", worlds=120)


def ledger_of(worlds: Worlds, *settings: str) -> tuple[Ledger, object]:
    ledger = Ledger(truth_of(worlds))
    return ledger, worlds.play(settings, ledger)


def test_without_claims_the_truth_is_what_was_played(some: Worlds) -> None:
    """Bit for bit: there is one valuation, whoever asks."""
    trajectory = some.play()
    ledger, _ = ledger_of(some)
    for party in trajectory.parties:
        np.testing.assert_array_equal(
            ledger._daily[f"war_value.{party}"], trajectory.daily[f"war_value.{party}"]
        )
    for own, other in zip(ledger.brought(trajectory).sides, brought(trajectory).sides, strict=True):
        np.testing.assert_array_equal(own, other)


def test_a_claim_is_believed_by_others_and_not_counted(some: Worlds) -> None:
    """Going on is played as worth .05 more to Russia, and truly worth no more."""
    played = some.play((BLUFF,))
    ledger, _ = ledger_of(some, BLUFF)
    claimed = played.daily["war_value.russia"] - ledger._daily["war_value.russia"]
    np.testing.assert_allclose(claimed, 0.05, atol=1e-12)
    np.testing.assert_array_equal(
        played.daily["war_value.ukraine"], ledger._daily["war_value.ukraine"]
    )


@pytest.mark.parametrize(
    "setting",
    [BLUFF, "parties.ukraine.firmness=0.2", "parties.ukraine.fairness=0"],
)
def test_an_accord_is_worth_what_the_scenario_says(some: Worlds, setting: str) -> None:
    """By hand, world by world: the mean day, by the scenario's own values of the signing."""
    ledger, played = ledger_of(some, setting)
    truth, found = truth_of(some), ledger.brought(played)  # type: ignore[arg-type]
    signed = np.flatnonzero(ending.ended_in(played, ACCORD))  # type: ignore[arg-type]
    assert signed.size > 3
    final = played.final  # type: ignore[attr-defined]
    for world in signed:
        row, day = np.array([world]), int(final["ended_on"][world])
        standing = Standing(
            *(tuple(ledger._daily[f"{kind}.{name}"][day, row] for name in truth.names)
              for kind in ("war_value", "new_line"))
        )  # fmt: skip
        daily = played.daily  # type: ignore[attr-defined]
        there = ~(final["mediator_left_on"][row] <= day)
        valuation = truth.valuer.on(
            row,
            daily["resentment"][day, row],
            daily["effective_pressure"][day, row],
            standing,
            there,
        )
        for own, name in enumerate(truth.names):
            accord = valuation.worth[own][0, final["package"][world]]
            going_on = ledger._daily[f"war_value.{name}"]
            before, after = going_on[:day, world], len(going_on) - day
            mean = (before.sum() + after * accord) / (day + after)
            assert found.sides[own][world] == pytest.approx(mean, abs=1e-12)


def test_a_mean_day() -> None:
    going_on = np.array([[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [3.0, 3.0, 3.0], [4.0, 4.0, 4.0]])
    found = on_a_mean_day(going_on, np.array([0, 2, 4]), np.array([10.0, 10.0, 99.0]))
    assert found.tolist() == [10.0, (1 + 2 + 10 + 10) / 4, 2.5]


def test_what_the_mediator_does_is_true(some: Worlds) -> None:
    """Pressure makes going on worth less, also in the payoff."""
    presses = next(p for p in built_in(some.source.scenario())["mediator"] if p.name == "presses")
    plain = play(some, presses.settings, truth_of(some))
    truly = play(some, presses.settings, truth_of(some, presses.settings))
    assert all((a <= b).all() for a, b in zip(truly.sides, plain.sides, strict=True))
    assert any((a < b).any() for a, b in zip(truly.sides, plain.sides, strict=True))


def test_whoever_claims_too_much_has_no_accord() -> None:
    """And so a mean day of going on, whatever it claimed."""
    pie, much = Worlds.of(Source(PIE), 1, range(20)), "parties.russia.value_of_waiting=5"
    ledger, played = ledger_of(pie, much)
    assert play(pie, (), truth_of(pie)).accord.sum() > 0
    found = ledger.brought(played)  # type: ignore[arg-type]
    assert found.accord.sum() == 0
    np.testing.assert_allclose(found.sides[1], ledger._daily["war_value.russia"].mean(axis=0))


def test_a_bluff_buys_a_larger_share_with_the_chance_of_an_accord(answer: Answer) -> None:
    """Myerson and Satterthwaite 1983: who overstates gains where there still is an accord."""
    game, accords = answer.game, answer.played.accords
    shipped, signed = (0, 0, 0), {BLUFFS: 0.0, YIELDS: 0.0}
    for side in (0, 1):
        bluff, yields = (tuple(to if i == side else 0 for i in range(3)) for to in signed)
        both = (of_profile(accords, shipped) > 0) & (of_profile(accords, bluff) > 0)
        gain = of_profile(game.payoffs, (*bluff, side)) - of_profile(game.payoffs, (*shipped, side))
        assert gain[both].mean() > 0
        signed[BLUFFS] += of_profile(accords, bluff).mean()
        signed[YIELDS] += of_profile(accords, yields).mean()
    assert signed[BLUFFS] < signed[YIELDS]


def test_blocks_change_nothing(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playing, "BLOCK", 7)
    mine = ["union=shipped", "employer=bluffs", "mediator=shipped"]
    again = postures("wage_round", mine, 16).played.payoffs
    np.testing.assert_array_equal(again[:, 0, :2], answer.played.payoffs[:16, 0, :2, 0, :2])


def test_the_answer_as_tables(answer: Answer) -> None:
    frame, gains, regret = answer.frame, answer.gains, answer.regret
    assert len(frame) == 3 * 3 * 2 * 3
    assert (frame["payoff_low"] <= frame["payoff"]).all()
    assert len(gains) == 2 + 2 + 1
    most = gains.groupby("player")["gain"].max().clip(lower=0)
    assert regret.set_index("player")["regret"].to_dict() == pytest.approx(most.to_dict())
    shares = answer.equilibria.groupby(["equilibrium", "player"])["share"].sum()
    np.testing.assert_allclose(shares, 1.0)


def test_it_is_told_and_drawn(answer: Answer) -> None:
    told = " ".join(postures_text(answer).split())
    assert "18 profiles, each in the same 120 worlds, seed 1" in told
    assert "regret of what is shipped" in told
    assert "not forecasts" in told
    content = postures_json(answer)
    assert len(content["profiles"]) == 18
    assert content["gains"][0]["gain"]["low"] < content["gains"][0]["gain"]["high"]
    sheet = postures_sheet(answer)
    assert len(sheet.axes) == 3 * 2
    assert "Conciliator: presses" in sheet.axes[1].get_title(loc="left")


def test_two_sides_and_nobody_between_them() -> None:
    found = postures(PIE, ["ukraine=bluffs", "russia=shipped"], 20, belief="common")
    assert found.game.players == ("ukraine", "russia")
    assert postures_sheet(found).png()
    assert "mediator" not in postures_text(found)
    assert list(found.verdicts) == [(0, 0), (1, 0)]


def test_a_mediator_that_can_do_nothing_else_does_not_play() -> None:
    still = load("wage_round", set=["parties.union.pressure=0", "parties.employer.pressure=0"])
    assert [p.name for p in by_default(still)["mediator"]] == ["shipped"]
    source = Source("wage_round", tuple(f"parties.{s}.pressure=0" for s in ("union", "employer")))
    assert [own[0].party for own in table_of(source, 1).postures] == ["union", "employer"]


@pytest.mark.parametrize("scenario", [baseline_with(), load("wage_round"), pie_with()])
def test_what_is_built_in_changes_nothing_that_a_party_wants(scenario: Scenario) -> None:
    for party, known in built_in(scenario).items():
        assert known[0].settings == ()
        for posture in known[1:]:
            assert posture.words
            for setting in posture.settings:
                key = setting.partition("=")[0]
                assert may_set(scenario, party, key)


@pytest.mark.parametrize(
    ("party", "key", "may"),
    [
        ("russia", "parties.russia.firmness", True),
        ("russia", "parties.russia.red_lines.zone.size", True),
        ("russia", "parties.ukraine.firmness", False),
        ("russia", "parties.russia.cost_of_war", False),
        ("russia", "parties.russia.weights.shares.territory", False),
        ("russia", "parties.russia.must_hold.probability", False),
        ("mediator", "mediator.bias", True),
        ("mediator", "mediator.favours.zone.size", True),
        ("mediator", "mediator.misjudges", False),
        ("mediator", "parties.russia.pressure", True),
        ("mediator", "deadline.credibility", True),
        ("mediator", "deadline.date", False),
        ("mediator", "parties.russia.firmness", False),
    ],
)
def test_what_may_be_a_posture(party: str, key: str, may: bool) -> None:
    assert may_set(baseline_with(), party, key) == may


def test_priors_are_scaled_and_moved_as_such() -> None:
    known = baseline_with().quantities
    assert typed(scaled(known["parties.ukraine.patience"], 2)) == '{"lognormal": [1800.0, 0.3]}'
    assert typed(scaled(known["parties.russia.pressure"], 2)) == '{"gamma": [2.0, 0.04]}'
    assert typed(shifted(known["parties.russia.optimism"], 1)) == '{"normal": [4.0, 2.0]}'
    assert shifted(known["parties.russia.pressure"], 1) is None


OWN = """
postures:
  talks_big:
    of: russia
    set: {parties.russia.value_of_waiting: 0.1, parties.russia.patience: {lognormal: [2000, 0.3]}}
    words: claims much, and has time
  leans:
    of: mediator
    set: {mediator.bias: 0.9}
"""


def test_postures_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN)
    table = table_of(Source("baseline"), 1, ["ukraine=shipped"], path)
    assert [[p.name for p in own] for own in table.postures] == [
        ["shipped"],
        ["shipped", "talks_big"],
        ["shipped", "leans"],
    ]
    patient = table.postures[1][1].settings[1]
    assert load("baseline", [patient]).quantities["parties.russia.patience"].prior.numbers == (
        2000,
        0.3,
    )  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{of: rusia, set: {}}", "no party 'rusia'"),
        (
            "{of: russia, set: {parties.russia.firmnes: 2}}",
            "did you mean 'parties.russia.firmness'",
        ),
        ("{of: russia, set: {parties.russia.cost_of_war: 0}}", "is no posture of russia"),
        ("{of: russia}", "lacks 'set'"),
        ("{of: russia, sets: {}}", "did you mean 'set'"),
    ],
)
def test_mistakes_in_a_file_have_a_place(entry: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"postures:\n  mine: {entry}\n")
    with pytest.raises(ScenarioError) as raised:
        postures_in(path, baseline_with())
    assert told in str(raised.value)
    assert "own.yaml:2" in str(raised.value)


@pytest.mark.parametrize(
    ("chosen", "options", "told"),
    [
        (["rusia=bluffs"], {}, "no party 'rusia': did you mean 'russia'"),
        (["russia=bluff"], {}, "russia: no posture 'bluff': did you mean 'bluffs'"),
        (["russia"], {}, "expected PARTY=NAME"),
        ([], {"aim": "acord"}, "did you mean 'accord'"),
        ([], {"belief": "their"}, "no belief 'their'"),
        ([], {"tolerance": -1.0}, "0 or more"),
        ([], {"worlds": 1}, "two or more"),
    ],
)
def test_what_cannot_be_asked(chosen: list[str], options: dict[str, object], told: str) -> None:
    with pytest.raises(Usage, match=told):
        postures("baseline", chosen, **options)  # type: ignore[arg-type]


def test_a_peace_that_nobody_defines_is_no_aim() -> None:
    with pytest.raises(Usage, match="no durable peace"):
        postures("wage_round", aim="durable_peace")


def test_too_many_profiles_are_counted_and_timed(tmp_path: Path) -> None:
    lines = [
        f"  {side}_{i}: {{of: {side}, set: {{parties.{side}.firmness: {i / 10}}}}}"
        for side in ("ukraine", "russia")
        for i in range(1, 21)
    ]
    path = tmp_path / "many.yaml"
    path.write_text("postures:\n" + "\n".join(lines))
    own = postures_in(path, baseline_with())
    sides = (tuple(p for p in own if p.party == side) for side in ("ukraine", "russia"))
    table = Table(Source("baseline"), 1, tuple(sides))
    with pytest.raises(Usage, match=r"20 x 20 postures are 400 profiles, about [\d,]+ min"):
        many_of(table, 400)


@pytest.mark.parametrize("before", [[], ["war.drift=3"]])
def test_a_value_that_cannot_be_is_shown_in_the_file_of_postures(
    before: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    wrong = "{parties.russia.fairness: 0.1, parties.russia.patience: -300 days}"
    path.write_text(f"postures:\n  mine:\n    of: russia\n    set: {wrong}\n")
    with pytest.raises(ScenarioError) as raised:
        postures("baseline", file=path, set=before)
    told = str(raised.value)
    assert "postures.mine: parties.russia.patience: out of range" in told
    assert "own.yaml:4:66" in told
    assert "--set" not in told
