"""Registrations of the units, the joint pledge and its signing."""

from pledges.models.agreements import Agreement
from pledges.models.pledges import Pledge, Section
from pledges.models.registrations import Movement, Registration, Target

__all__ = ["Agreement", "Movement", "Pledge", "Registration", "Section", "Target"]
