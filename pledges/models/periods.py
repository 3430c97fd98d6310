"""The two reviews of a year."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.TextChoices):
    """What a result or a report is about: the first half of the year, or all of it."""

    MIDYEAR = "midyear", _("mid-year review")
    YEAREND = "yearend", _("year-end review")
