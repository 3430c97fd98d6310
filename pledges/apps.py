"""The app pledges."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PledgesConfig(AppConfig):
    """What each unit promises: registrations, the joint pledge and its signing."""

    name = "pledges"
    verbose_name = _("Pledges")

    def ready(self) -> None:
        """Register the system checks."""
        from pledges import checks  # noqa: F401  # app ready
