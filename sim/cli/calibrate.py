"""`sim calibrate`: what would the model have to believe, to agree with what others hold likely?"""

from __future__ import annotations

from pathlib import Path

from sim.cli.compare import Sample, run_of, saved
from sim.cli.output import notes, say, say_json


def calibrate_command(
    what: str,
    anchor: str,
    set_: list[str],
    sample: Sample,
    luck: bool,
    output: Path | None,
    json_: bool,
    all_: bool,
) -> int:
    """Weigh a run's worlds by anchors; tell it beside the run as it is."""
    from sim.analysis.calibrating import anchors, calibrated
    from sim.analysis.calibrating.anchors import file_of
    from sim.cli.plot import check_type
    from sim.report.calibration import calibration_text
    from sim.report.calibration_json import calibration_json
    from sim.scenario import load

    if output is not None:
        check_type(output)
    file_of(anchor)
    if saved(what, sample.out) is None:
        anchors(anchor, load(what, set_))  # mistakes are told before the first world is run
    run = run_of(what, set_, sample)
    found = calibrated(run, anchors(anchor, run), luck)
    if output is not None:
        from sim.plots.calibration import calibration_sheet

        output.parent.mkdir(parents=True, exist_ok=True)
        calibration_sheet(found).savefig(output)
    figure = {} if output is None else {"figure": str(output)}
    if json_:
        say_json(anchor=anchor, **calibration_json(found), **figure)
    else:
        say(calibration_text(anchor, found, all_))
        if output is not None:
            notes("", f"figure:  {output}", quiet=sample.quiet)
    return 0
