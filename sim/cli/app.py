"""The program and the questions that its commands answer, which are how its help is laid out."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sim import __version__

PLAYING = "Run scenarios, and look at what came of it"
WRITING = "Write scenarios, and see what is in them"
ASKING = "Ask: what if, what matters, and why"
TRUSTING = "Check: theory, rival theories, saved runs"


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
    no_args_is_help=True,
    add_completion=False,
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
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Run many possible worlds of a negotiation, and see how they end and why.

    Start with: sim run baseline
    """
