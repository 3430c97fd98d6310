"""Tests of what units promise."""
