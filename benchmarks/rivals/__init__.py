"""What people would use instead of the engine, and the engine itself, on the same worlds."""
