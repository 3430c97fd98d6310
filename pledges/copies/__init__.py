"""Signed copies: taking them in and out, and where the signing of a paper stands."""
