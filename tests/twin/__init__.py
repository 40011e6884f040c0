"""The model a second time, from docs/odd.md alone: plain scalar Python, one world at a time."""
