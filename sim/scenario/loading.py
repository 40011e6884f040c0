"""Reading a scenario: files, parents and command line, to a typed and checked `Scenario`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sim.outcome import Outcome
from sim.scenario import (
    absent,
    consistency,
    dates,
    files,
    measures,
    merge,
    overrides,
    references,
    repair,
    slips,
    spelling,
)
from sim.scenario.bind import Binder
from sim.scenario.doubts import doubts
from sim.scenario.merge import Layers
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.nodes import Node
from sim.scenario.scenario import Scenario
from sim.scenario.schema import ScenarioFile
from sim.scenario.validate import validated

_ASIDE = 3  # times that mistakes are set aside: a date, then its event


def load(
    source: str | Path,
    set: Mapping[str, object] | Sequence[str] = (),
    limits: files.Limits = files.WRITTEN,
) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    source : str or Path
        Path of a YAML file, or the name of one in `scenarios/`.
    set : Mapping or Sequence, optional
        Changes: ``{"war.drift": 12}`` or ``["war.drift=12"]``. Text is read as YAML, so that
        ``"{normal: [6, 4]}"`` is a prior and ``"null"`` removes an entry.
    limits : Limits, optional
        How much is read: more of a resolved scenario, which the program wrote.

    Raises
    ------
    ScenarioError
        With every mistake that was found; `ScenarioNotFoundError` if there is no such file.
    """
    layers = merge.layers(files.find(source), limits)
    changes = overrides.written(set)
    laid_over = overrides.tree(changes, layers)
    chain = layers.trees if laid_over is None else [laid_over, *layers.trees]
    scenario = _scenario(layers.paths[0], chain, layers)
    if scenario.file.past_of != "parent" or (layers.origin is None and len(chain) == 1):
        return replace(scenario, changes=changes)
    return replace(scenario, changed_from=_origin(layers), changes=changes)


def _origin(layers: Layers) -> Scenario:
    """The scenario that plays the history."""
    root = layers.origin or layers.trees[-1]
    return _scenario(layers.paths[-1], [root], Layers())


def _scenario(path: Path, chain: list[Node], layers: Layers) -> Scenario:
    """The checked scenario of a chain of trees, of which the first has the last word."""
    tree = _merged(chain, layers.mistakes)
    file, wrong = _typed(tree, chain)
    child = (len(chain) > 1 or layers.origin is not None) and not _plays_its_own_past(tree)
    mistakes = [*layers.mistakes, *wrong, *_but_for_the_past(child, references.wrong_names(tree))]
    mistakes += [*dates.mistakes(tree), *dates.late_sources(tree, layers.sources)]
    if file is None:
        raise ScenarioError([*mistakes, *_behind(chain, wrong)])
    binder = Binder(file.sections)
    binder.section(file, tree)
    mistakes += [
        *binder.mistakes,
        *_but_for_the_past(child, consistency.values(file, tree, binder.quantities)),
    ]
    if mistakes:
        raise ScenarioError(mistakes)
    warnings = doubts(file, binder.quantities, chain, tree)
    return Scenario(
        path.stem,
        path,
        file,
        binder.quantities,
        binder.sources,
        tree,
        warnings=warnings,
        measures=_asked(file),
    )


def _asked(file: ScenarioFile) -> tuple[Outcome, ...]:
    """What programs ask; a file's own measure of the same name comes first."""
    return tuple(each for each in measures.registered() if each.name not in file.measures)


def _plays_its_own_past(tree: Node) -> bool:
    past = tree.at("past_of")
    return past is not None and past.word == "own"


def _but_for_the_past(child: bool, mistakes: list[Mistake]) -> list[Mistake]:
    """Texts of the past are those of the scenario at the root, whatever a child can still sign."""
    return [m for m in mistakes if not (child and m.parameter.startswith("history."))]


def _typed(tree: Node, chain: list[Node]) -> tuple[ScenarioFile | None, list[Mistake]]:
    """The typed scenario, or its mistakes; what speaks of a section taken away goes with it."""
    file, wrong = validated(tree)
    if file is None or not tree.removed:
        return file, wrong
    gone = absent.orphans(file, tree, [layer.place.file for layer in chain])
    for above, _, last in (name.rpartition(".") for name in gone):
        holder = tree.at(above)
        assert holder is not None
        del holder.mapping[last]
    return validated(tree) if gone else (file, wrong)


def _merged(chain: list[Node], mistakes: list[Mistake]) -> Node:
    """One tree; the first of the chain has the last word."""
    *above, root = chain
    tree = merge.merged(None, root, mistakes)
    for child in reversed(above):
        tree = merge.merged(tree, slips.without_unknown_names(tree, child, mistakes), mistakes)
    spelling.spell_declarations(tree, mistakes)
    return tree


def _behind(chain: list[Node], wrong: list[Mistake]) -> list[Mistake]:
    """What else is wrong when the mistakes that keep a tree from being a scenario are set aside."""
    aside = wrong
    for _ in range(_ASIDE):
        tree = _merged(repair.without(chain, aside), [])
        file, more = validated(tree)
        if file is not None:
            binder = Binder(file.sections)
            binder.section(file, tree)
            return [
                *binder.mistakes,
                *repair.independent(consistency.values(file, tree, binder.quantities), aside),
            ]
        aside = [*aside, *more]  # what is incomplete without it goes as well
    return []
