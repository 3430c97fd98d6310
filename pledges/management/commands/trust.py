"""Which certificates are trusted for the signatures on papers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.formats import short_date
from pledges.signatures.certificates import Installed, holder, installed, issues_others


class Command(BaseCommand):
    """Lists what lies in the folder of trust, with holders, periods and fingerprints."""

    help = "List the certificates that are trusted for signatures, with the day on which each expires."

    def handle(self, *args: Any, **options: Any) -> None:
        """One block for each certificate."""
        found = installed(settings.TRUST_FOLDER)
        self.stdout.write(_("Folder: %(folder)s") % {"folder": settings.TRUST_FOLDER})
        if not found:
            self.stdout.write(
                _("No certificate is installed: no signature can be confirmed. See docs/operator.md.")
            )
        for one in found:
            self.stdout.write("\n".join(_lines(one)))


def _lines(one: Installed) -> list[str]:
    if one.certificate is None:
        return ["", _("%(file)s: holds no certificate") % {"file": one.file}]
    certificate, facts = one.certificate, holder(one.certificate)
    until = timezone.localdate(certificate.not_valid_after)
    state = _("EXPIRED on %(day)s") if until < timezone.localdate() else _("valid until %(day)s")
    kind = (
        _("an authority, with everything issued under it") if issues_others(certificate) else _("only itself")
    )
    return [
        "",
        f"{one.file}: {facts['name'] or facts['organisation']}",
        "  " + _("issued by %(issuer)s") % {"issuer": facts["issuer"]},
        "  " + state % {"day": short_date(until)},
        "  " + _("trusted: %(kind)s") % {"kind": kind},
        f"  SHA-256 {certificate.sha256.hex()}",
    ]
