"""Official papers of the pledge and of the conferences."""

from pledges.documents.invitations import INVITATION
from pledges.documents.minutes import MINUTES
from pledges.documents.pledge import PLEDGE
from pledges.documents.programmes import PROGRAMME
from pledges.documents.registration import REGISTRATION
from pledges.documents.reviews import MIDYEAR_REPORT, YEAREND_REPORT

KINDS = (REGISTRATION, INVITATION, PROGRAMME, PLEDGE, MINUTES, MIDYEAR_REPORT, YEAREND_REPORT)

__all__ = ["KINDS"]
