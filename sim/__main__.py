"""``python -m sim`` is the console script."""

from sim.cli import main

if __name__ == "__main__":
    main()
