"""Write scenarios, and see what is in them."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.app import WRITING, app
from sim.cli.errors import Usage, guarded
from sim.cli.options import (
    Debug,
    Json,
    Out,
    Quiet,
    Scenarios,
    Set,
)


@app.command("new", rich_help_panel=WRITING)
@guarded
def new(
    name: Annotated[str, typer.Argument(help="Name of the new scenario.")],
    extends: Annotated[
        str, typer.Option("--extends", help="Scenario to start from; without it the baseline.")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="A whole scenario, with the least that is needed.")
    ] = False,
    debug: Debug = False,
) -> int:
    """Write a commented starter file into scenarios/."""
    from sim.cli.new import new_command

    return new_command(name, extends, whole)


@app.command("check", rich_help_panel=WRITING)
@guarded
def check(
    scenarios: Scenarios,
    set_: Set,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Validate scenario files: their mistakes at once."""
    from sim.cli.check import check_command

    return check_command(scenarios, set_, json_, quiet)


@app.command("show", rich_help_panel=WRITING)
@guarded
def show(
    set_: Set,
    scenario: Annotated[str | None, typer.Argument(metavar="SCENARIO")] = None,
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY", help="Names to explain, or beginnings of names."),
    ] = None,
    json_: Json = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema.")] = False,
    debug: Debug = False,
) -> int:
    """Show a resolved scenario with the source of each value.

    With names, such as war.drift, or beginnings of names, such as war: what each means, its value
    or prior in words, mean, unit, range, source, and the place in the file.
    """
    from sim.cli.show import show_command

    if scenario is None and not schema:
        raise Usage("show needs a scenario (or --schema)")
    return show_command(scenario or "baseline", set_, json_, schema, keys)


@app.command("list", rich_help_panel=WRITING)
@guarded
def list_(
    out: Out = None,
    json_: Json = False,
    debug: Debug = False,
) -> int:
    """List the scenarios with their questions, and the saved runs with what was set."""
    from sim.cli.listing import list_command

    return list_command(out, json_)
