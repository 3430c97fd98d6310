"""Forms of registrations and of the joint pledge."""

from pledges.forms.lines import Lines, MovementForm, TargetForm
from pledges.forms.papers import PaperForm
from pledges.forms.pledges import SectionForm, SigningForm

__all__ = ["Lines", "MovementForm", "PaperForm", "SectionForm", "SigningForm", "TargetForm"]
