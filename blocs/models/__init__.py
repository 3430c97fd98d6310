"""People, blocs, units and years."""

from blocs.audit import AuditEntry
from blocs.models.blocs import Bloc, Unit
from blocs.models.people import Representative, User
from blocs.models.years import BlocYear, Membership, StageDates

__all__ = ["AuditEntry", "Bloc", "BlocYear", "Membership", "Representative", "StageDates", "Unit", "User"]
