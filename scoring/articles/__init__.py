"""The words of a regulation: reading a pasted text, a text to begin with, two texts word by word."""
