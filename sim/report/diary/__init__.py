"""The diary of one world: who, what, when, and the numbers behind each decision."""

from __future__ import annotations

from sim.report.diary.diary import WIDTH, Diary, diary

__all__ = ["WIDTH", "Diary", "diary"]
