"""Who decides. A method is a sentence: gather what I know, apply the theory, decide everywhere."""
