"""The arithmetic of emulation: criteria trees, points, totals and ranks, in plain Python without Django."""
