"""Pages about people and years."""

from blocs.views.accounts import LogIn, LogOut, PasswordChange
from blocs.views.changing import held, in_one_transaction
from blocs.views.history import history
from blocs.views.steps import step_page, year_step
from blocs.views.years import dates, head_reviewer, members, new_year, setup

__all__ = [
    "LogIn",
    "LogOut",
    "PasswordChange",
    "dates",
    "head_reviewer",
    "held",
    "history",
    "in_one_transaction",
    "members",
    "new_year",
    "setup",
    "step_page",
    "year_step",
]
