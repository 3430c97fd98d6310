"""The demonstration: two blocs of placeholder people, and three years to explore (``manage.py demo``)."""
