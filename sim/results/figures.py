"""The figures of a run by name, for notebooks."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, overload

from sim.errors import UnknownFigure, not_among

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.results.run import Run


class Plots:
    """The figures of a run by name; ``dir()`` lists them.

    Each is called as ``run.plot.NAME(ax=None)``; see :class:`RunFigure`.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    def __getattr__(self, name: str) -> RunFigure:
        # Figures stand above runs in the house; only this one door, for notebooks, leads up.
        from sim.plots import FIGURES

        if name not in FIGURES:
            raise UnknownFigure(not_among("figure", name, FIGURES))
        return RunFigure(self._run, name)

    def __dir__(self) -> list[str]:
        from sim.plots import FIGURES

        return sorted(FIGURES)

    def __repr__(self) -> str:
        return f"<figures: {', '.join(dir(self))}>"


class RunFigure:
    """One figure of a run, drawn when called.

    Parameters
    ----------
    run : Run
    name : str
        One of ``sim.plots.FIGURES``.
    """

    def __init__(self, run: Run, name: str) -> None:
        from sim.plots import DRAWINGS

        self._run, self.__name__, self._drawing = run, name, DRAWINGS[name]
        self.__doc__ = (
            f"{self._drawing.__doc__ or name}\n\nWithout ``ax`` a figure of its own, whose "
            "``savefig(path)`` writes it to a file; with it, the\nlist of axes that replace it."
        )

    @property
    def __signature__(self) -> inspect.Signature:
        """What `help` and the Tab key show: ``ax``, and the options of this figure."""
        _, _, *options = inspect.signature(self._drawing).parameters.values()
        ax = inspect.Parameter("ax", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)
        named = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in options]
        return inspect.Signature([ax, *named])

    @overload
    def __call__(self, ax: None = None, *, world: int | None = None) -> Figure: ...
    @overload
    def __call__(self, ax: Axes, *, world: int | None = None) -> list[Axes]: ...
    def __call__(self, ax: Axes | None = None, **options: Any) -> Figure | list[Axes]:
        """Draw it.

        Parameters
        ----------
        ax : Axes, optional
            Axes of a grid, such as those of ``plt.subplots``, in whose place it is drawn.
        world : int, optional
            For the figures of one world.

        Returns
        -------
        Figure, or list of Axes
            A figure of its own with a caption; with ``ax`` the panels that replace it.

        Raises
        ------
        TypeError
            If the figure has no such option.
        Usage
            If the run has no such world, or ``ax`` is not part of a grid.
        """
        bound = self.__signature__.bind(ax, **options)
        if ax is None:
            from sim.plots import FIGURES

            figure: Figure = FIGURES[self.__name__](self._run, **bound.kwargs)
            return figure
        from sim.plots.given import draw_in_place_of

        return draw_in_place_of(ax, self._run, self.__name__, **bound.kwargs)

    def __repr__(self) -> str:
        return f"<figure {self.__name__} of {self._run.run_id}>"
