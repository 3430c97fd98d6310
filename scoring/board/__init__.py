"""A standing as pages show it: the order, each unit beside the others, every number's working."""

from scoring.board.order import Board, BoardRow, board, unit_row
from scoring.board.working import WorkingRow, sentence, total_sentences, working_rows, worth_saying

__all__ = [
    "Board",
    "BoardRow",
    "WorkingRow",
    "board",
    "sentence",
    "total_sentences",
    "unit_row",
    "working_rows",
    "worth_saying",
]
