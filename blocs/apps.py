"""The app blocs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlocsConfig(AppConfig):
    """Blocs, units, people, years."""

    name = "blocs"
    verbose_name = _("Blocs")

    def ready(self) -> None:
        """Register the system checks."""
        from blocs import checks  # noqa: F401  # app ready
