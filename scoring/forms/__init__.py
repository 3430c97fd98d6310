"""Forms of scoring, one module for each noun."""
