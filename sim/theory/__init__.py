"""Equations as pure functions of arrays: numpy and scipy.special only, letters of the papers."""
