"""Questions to runs: what differs, and how sure one can be of it."""
