"""What the units promise, what the bloc makes of it on paper, and what came of it."""

from pledges.models.agreements import Agreement
from pledges.models.conferences import AgendaItem, Attendance, Conference, Guest
from pledges.models.copies import SignedCopy
from pledges.models.movements import LaunchedMovement, MovementReport
from pledges.models.packs import MeetingPack
from pledges.models.papers import Paper
from pledges.models.periods import Period
from pledges.models.pledges import Pledge, Section
from pledges.models.registrations import Movement, Registration, Target
from pledges.models.reminders import Reminder
from pledges.models.results import FollowUp, ReviewReport, TargetResult
from pledges.models.titles import Title, TitleRegistration

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attendance",
    "Conference",
    "FollowUp",
    "Guest",
    "LaunchedMovement",
    "MeetingPack",
    "Movement",
    "MovementReport",
    "Paper",
    "Period",
    "Pledge",
    "Registration",
    "Reminder",
    "ReviewReport",
    "Section",
    "SignedCopy",
    "Target",
    "TargetResult",
    "Title",
    "TitleRegistration",
]
