"""The app scoring."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    """How units are judged: regulation, score sheets, review and ranking."""

    name = "scoring"
    verbose_name = _("Scoring")
