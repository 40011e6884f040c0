"""What is asked of runs, against answers known otherwise."""
