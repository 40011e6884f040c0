"""What happened on a date for talks, as the model writes it into the journal of a world."""

from sim.meetings.accounts import Answer, Fragile, Meeting, Missed, Text, Vote
from sim.meetings.writer import Date, MeetingWriter

__all__ = ["Answer", "Date", "Fragile", "Meeting", "MeetingWriter", "Missed", "Text", "Vote"]
