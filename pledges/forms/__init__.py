"""Forms of registrations and of the joint pledge."""

from pledges.forms.copies import CopyForm
from pledges.forms.lines import Lines
from pledges.forms.papers import PaperForm
from pledges.forms.pledges import SectionForm, SigningForm
from pledges.forms.registrations import (
    CommitmentsForm,
    MovementForm,
    TargetForm,
    TitleRegistrationForm,
)

__all__ = [
    "CommitmentsForm",
    "CopyForm",
    "Lines",
    "MovementForm",
    "PaperForm",
    "SectionForm",
    "SigningForm",
    "TargetForm",
    "TitleRegistrationForm",
]
