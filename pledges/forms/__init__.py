"""Forms of registrations and of the joint pledge."""

from pledges.forms.lines import Lines, MovementForm, TargetForm
from pledges.forms.pledges import SectionForm, SignerForm, SigningForm

__all__ = ["Lines", "MovementForm", "SectionForm", "SignerForm", "SigningForm", "TargetForm"]
