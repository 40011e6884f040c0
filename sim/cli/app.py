"""The program and the questions that its commands answer, which are how its help is laid out."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sim import __version__
from sim.cli.errors import USAGE, note

PLAYING = "Run scenarios, and look at what came of it"
WRITING = "Write scenarios, and see what is in them"
ASKING = "Ask: what if, what matters, and why"
TRUSTING = "Check: theory, rival theories, saved runs"

_FIRST = """\
Many possible worlds of a negotiation: how they end, and why. Three commands to begin with:

  sim run baseline                          how 2,000 worlds end, and why not in an accord
  sim trace baseline --world 24 --brief     one of them as a story
  sim compare baseline strong_guarantees    the same worlds with one thing changed

To sit at the table yourself: sim play baseline --seat ukraine. All commands: sim --help"""


class _ByQuestion(TyperGroup):
    """Lists the commands under the question that they answer."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write a section of the help for each question, its commands in the order declared."""
        commands = self.commands.values()
        longest = max(len(str(command.name)) for command in commands)
        for question in (PLAYING, WRITING, ASKING, TRUSTING):
            limit = formatter.width - 6 - longest
            rows = [
                (str(command.name).ljust(longest), command.get_short_help_str(limit))
                for command in commands
                if getattr(command, "rich_help_panel", None) == question
            ]
            with formatter.section(question):
                formatter.write_dl(rows)


app = typer.Typer(
    name="sim",
    cls=_ByQuestion,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"negotiation-sim {__version__}")
        raise typer.Exit


@app.callback()
def sim(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Run many possible worlds of a negotiation, and see how they end and why.

    Start with: sim run baseline
    """
    if ctx.invoked_subcommand is None:
        note(_FIRST)
        raise typer.Exit(USAGE)
