"""How units are judged: regulation, score sheets, review and ranking."""
