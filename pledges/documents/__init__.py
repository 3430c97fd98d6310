"""Official papers of the pledge and of the conferences."""

from pledges.documents.pledge import PLEDGE

KINDS = (PLEDGE,)

__all__ = ["KINDS"]
