"""Tests of blocs.pdf."""
