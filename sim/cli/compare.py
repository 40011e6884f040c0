"""`sim compare`: paired differences between scenarios or saved runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import Usage
from sim.cli.output import notes, say, say_json

if TYPE_CHECKING:
    from sim.analysis.compare import Comparison
    from sim.results import Run


@dataclass(frozen=True)
class Sample:
    """How scenarios that are not yet run should be."""

    worlds: int
    seed: int
    jobs: int | None
    out: Path | None
    quiet: bool


def compare_command(
    what: list[str],
    set_: list[str],
    sample: Sample,
    json_: bool,
    all_: bool,
    output: Path | None = None,
) -> int:
    """Compare everything after the first with the first, or one scenario with itself changed."""
    from sim.analysis.compare import Unpaired, comparison
    from sim.cli.plot import check_type
    from sim.report.comparison import comparison_json, comparisons_text

    if output is not None:
        check_type(output)
    if len(what) < 2 and not set_:
        raise Usage("compare needs two scenarios or runs, or one scenario and -s KEY=VALUE")
    if len(what) == 1:
        runs = [run_of(what[0], [], sample), run_of(what[0], set_, sample)]
    else:
        runs = [run_of(each, set_, sample) for each in what]
    try:
        found = [comparison(runs[0], other) for other in runs[1:]]
    except Unpaired as error:
        raise Usage(str(error)) from None
    if output is not None:
        _draw(found, output)
    if json_:
        say_json(comparisons=[comparison_json(each) for each in found])
    else:
        say(comparisons_text(found, everything=all_))
    if output is not None:
        notes(f"figure:  {output}", quiet=sample.quiet)
    return 0


def _draw(found: list[Comparison], output: Path) -> None:
    from sim.plots.comparison import MOST, comparison_sheet
    from sim.report.comparison import names_of

    if len(found) > MOST:
        raise Usage(f"a figure holds {MOST} runs beside the first, not {len(found)}")
    output.parent.mkdir(parents=True, exist_ok=True)
    comparison_sheet(found, names_of(found)).savefig(output)


def run_of(what: str, set_: list[str], sample: Sample) -> Run:
    """A saved run, or a scenario that is run now (and saved, so that the next time is quick)."""
    from sim.cli.run import redraw_what_is_old, run_one
    from sim.results import load as load_run
    from sim.scenario import load

    folder = saved(what, sample.out)
    if folder is None:
        scenario = load(what, set_)
        sampling = sample.worlds, sample.seed, sample.jobs, sample.out, sample.quiet
        run = run_one(scenario, *sampling)
        redraw_what_is_old(run, sample.quiet)
        return run
    if set_:
        raise Usage(f"{what} is a saved run: -s only changes scenarios")
    return load_run(folder)


def sampled(
    what: str,
    worlds: int | None,
    seed: int | None,
    jobs: int | None,
    out: Path | None,
    quiet: bool,
    usual: int = 2000,
) -> Sample:
    """How a scenario should be run; a saved run, or a seal, is what it is, whatever is asked."""
    if (worlds is not None or seed is not None) and _is_there(what, out):
        raise Usage(f"{what} was run already: -n and --seed are for scenarios")
    sample = usual if worlds is None else worlds, 1 if seed is None else seed
    return Sample(*sample, jobs, out, quiet)


def a_scenario(what: str, out: Path | None = None) -> str:
    """What is given, unless it is a saved run: some commands play worlds of their own."""
    if _is_there(what, out):
        raise Usage(f"{what} was run already: this command plays a scenario, so name that")
    return what


def _is_there(what: str, out: Path | None) -> bool:
    return saved(what, out) is not None or Path(what).suffix == ".json"


def saved(what: str, out: Path | None) -> Path | None:
    """The folder of a saved run, given as a path or as its name in the results folder."""
    from sim.folders import own_folder
    from sim.results.load import saved_folder

    scenarios = own_folder()
    return saved_folder(what, out or (scenarios.parent if scenarios else Path()) / "results")
