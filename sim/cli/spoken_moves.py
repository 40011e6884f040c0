"""The words of whoever plays: what they mean, and help with them."""

from __future__ import annotations

from sim.analysis.playing.moves import dated
from sim.errors import Usage

_WORDS = {
    "yes": ("y", "ye", "yes", "accept", "sign"),
    "no": ("n", "no", "refuse"),
    "model": ("m", "model", "leave"),
    "rest": ("rest",),
    "nothing": ("nothing", "none", "pass"),
    "why": ("w", "why"),
    "rounds": ("r", "rounds", "history"),
    "help": ("?", "h", "help"),
    "quit": ("q", "quit", "exit", "bye"),
}
MEANT = {each: word for word, all_ in _WORDS.items() for each in all_}
"""What is meant by a word."""
_BOTH = ("model", "rest", "why", "rounds", "help", "quit")
TO_ANSWER, TO_TABLE = ("yes", "no", *_BOTH), ("table", "change", "nothing", *_BOTH)
"""What may be said where a text is to be answered, and where one may be tabled."""
ANSWERS = {"1": "yes", "2": "no", "3": "model"}
"""Answers by their numbers."""
HELP = """\
  1  yes, y        accept the text
  2  no, n         refuse it
  3  model, m      leave this answer to the model
     rest          leave this and everything after it to the model
     why, w        what the text is worth to you, part by part
     rounds, r     texts and answers so far
     quit, q       stop here; what was played is kept"""
HELP_TEXTS = """\
  1, 2, 3 ...      table that text
     change 2      write a text of your own, beginning with text 2
     table issue=option, issue=option
                   the same in a line, by the names of the scenario file
     nothing       table nothing
     why 2         what text 2 is worth to you, part by part; to the mediator, what the
                   chances of a yes rest on (why alone: of every text)
     model, m      leave this to the model
     rest          leave this and everything after it to the model
     rounds, r     texts and answers so far
     quit, q       stop here; what was played is kept"""
HELP_DRAFT = """\
  2 3              give issue 2 its option 3
     table         table the text as it stands
     back          leave it, and go back to the texts
     quit, q       stop here; what was played is kept"""
"""Help where a text is to be answered, where one may be tabled, and while one is written."""
_OF_A_DRAFT = 2  # words of a line that changes a text


def looks_like_a_move(line: str) -> bool:
    """Could a line be meant as a move? So that what is no file of moves at all is told as such."""
    try:
        date, said = dated(line)
    except Usage:
        return True  # it begins with a date
    words = said.split()
    known = words[0].casefold() in (*MEANT, *TO_TABLE, *ANSWERS)
    return date is not None or known or (said[0].isalnum() and len(words) <= _OF_A_DRAFT)
