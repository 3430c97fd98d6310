"""Hypothesis without a stopwatch and with the same examples every time."""

from hypothesis import settings

settings.register_profile("core", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=5000)
settings.load_profile("core")
