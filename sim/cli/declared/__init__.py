"""The commands as they are typed: what each is asked with, and what its help says."""
