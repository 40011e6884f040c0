"""``python -m sim``, and the console script: the command line, heeding signals from the first."""

from sim.terminal import heed, leave


def main() -> None:
    """Entry point."""
    heed(leave)
    from sim.cli import main as command

    command()


if __name__ == "__main__":
    main()
