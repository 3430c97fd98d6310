"""Pages about people and years."""

from blocs.views.accounts import LogIn, LogOut, PasswordChange
from blocs.views.history import history
from blocs.views.steps import step_page, year_step
from blocs.views.years import dates, members, new_year, setup

__all__ = [
    "LogIn",
    "LogOut",
    "PasswordChange",
    "dates",
    "history",
    "members",
    "new_year",
    "setup",
    "step_page",
    "year_step",
]
