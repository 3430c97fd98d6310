"""Meeting packs: what goes into one, how the worker makes it, and how it is bound and archived."""
