"""System checks (written next)."""
