"""What the numbers of a scenario file are: units, ranges, priors, and how they are drawn."""
