"""System checks: what the operator installed to trust signatures and to seal papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils import timezone
from django.utils.translation import gettext as _

from pledges.reminding import is_nowhere
from pledges.signatures.certificates import holder, installed
from pledges.signatures.seal import SealError, seal_signer


@register()
def trust(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Files in the folder of trust that hold no certificate, and certificates whose time is over."""
    return [
        found for one in installed(settings.TRUST_FOLDER) if (found := _message(one.file, one.certificate))
    ]


def _message(file: str, certificate: Any) -> CheckMessage | None:
    if certificate is None:
        words = _("%(file)s among the trusted certificates holds none or cannot be read.") % {"file": file}
        hint = _("Files there end in .pem, .crt or .cer, hold certificates in PEM or DER, and are readable.")
        return Warning(words, hint=hint, id="pledges.W001")
    if certificate.not_valid_after < timezone.now():
        words = _("The trusted certificate of %(name)s (%(file)s) has expired.")
        facts = {"file": file, "name": holder(certificate)["name"]}
        hint = _("Install its successor beside it; signatures from its time still need it.")
        return Warning(words % facts, hint=hint, id="pledges.W002")
    return None


@register()
def seal(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """The certificate with which the server seals what is issued, if it is to."""
    try:
        seal_signer()
    except SealError as error:
        hint = _("SEAL_FILE names a PKCS #12 file (.p12, .pfx), SEAL_PASSWORD its password; both or neither.")
        return [Error(str(error), hint=hint, id="pledges.E001")]
    return []


@register()
def mail(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A mail server for the reminders, on a real site."""
    if not is_nowhere():
        return []
    hint = _("Set EMAIL_URL, e.g. smtp+tls://USER:PASSWORD@HOST:587 (docs/operator.md).")
    return [Warning(_("No mail server is named: reminders cannot be sent."), hint=hint, id="pledges.W003")]
