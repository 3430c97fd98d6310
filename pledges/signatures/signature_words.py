"""What was found in one signature, in sentences that claim no more than is known."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from blocs.formats import short_date
from pledges.signatures.findings import Changes, Signature, Trust, Validity
from pledges.signatures.wording import BAD, GOOD, NOTE, Sentence, moment

LARGE = 12  # percent of a sheet; a signature with a round stamp takes 4


@dataclass(frozen=True, slots=True)
class Described:
    """A signature in words: whose, and what is known of it."""

    title: str
    sentences: list[Sentence]


def of_signature(one: Signature, *, in_full: bool) -> Described:
    """A signature in words; the number of a person `in_full` only for those who need it."""
    if not one.is_readable:
        text = _("This signature cannot be read: it is damaged, or of a kind that is not known here.")
        return Described(_("A signature"), [Sentence(BAD, text)])
    said = [_intact(one)]
    if one.is_intact:
        said += [_after(one), *_picture(one), *_who(one, in_full=in_full), *_chain(one), *_when(one)]
    else:
        said.append(_claim(one))
    return Described(_title(one), said)


def _title(one: Signature) -> str:
    if one.is_stamp:
        return _("Time stamp of the document")
    name = one.name or _("no name in the certificate")
    return _("Seal of the server: %(name)s") % {"name": name} if one.in_issued else name


def _intact(one: Signature) -> Sentence:
    if one.is_intact:
        return Sentence(GOOD, _("The signature is intact: the part of the file that it covers is unchanged."))
    return Sentence(
        BAD,
        _("The signature is NOT intact: the file was changed after signing, or the signature is forged."),
    )


def _after(one: Signature) -> Sentence:
    if one.changes == Changes.FORBIDDEN:
        return Sentence(
            BAD,
            _(
                "After this signature the document was changed beyond further signatures: what the pages "
                "show may not be what was signed."
            ),
        )
    if one.changes == Changes.UNKNOWN:
        text = _(
            "What was changed after this signature could not be told in the time that the check is given."
        )
        return Sentence(BAD, text)
    if one.covers_file:
        return Sentence(GOOD, _("It covers the whole file."))
    return Sentence(
        GOOD,
        _("It covers the file as it was then; after it only signatures and what belongs to them were added."),
    )


def _picture(one: Signature) -> list[Sentence]:
    """A large picture can lie over words."""
    if one.covers_sheet <= LARGE:
        return []
    words = _("Its picture covers about %(percent)s%% of a sheet: look what lies below it.")
    return [Sentence(BAD, words % {"percent": one.covers_sheet})]


def _who(one: Signature, *, in_full: bool) -> list[Sentence]:
    facts = {"name": one.name or "–", "body": one.organisation or "–"}
    said = [Sentence(NOTE, _("By its certificate the signer is %(name)s, of %(body)s.") % facts)]
    if one.number:
        number = one.number if in_full else _masked(one.number)
        said.append(Sentence(NOTE, _("Number in the certificate: %(number)s.") % {"number": number}))
    return said


def _claim(one: Signature) -> Sentence:
    """Of a signature that does not hold only what it says of itself."""
    words = _("It says to be by %(name)s, of %(body)s; that proves nothing.")
    return Sentence(NOTE, words % {"name": one.name or "–", "body": one.organisation or "–"})


def _masked(number: str) -> str:
    kind, _colon, figures = number.partition(":")
    return f"{kind}: …{figures[-4:]}"


def _chain(one: Signature) -> list[Sentence]:
    text, icon = _TRUST[one.trust]
    said = [Sentence(icon, _(text) % {"issuer": one.issuer or "–"})]
    times = {"from": _day(one, "valid_from"), "until": _day(one, "valid_until")}
    if one.validity == Validity.EXPIRED:
        words = _(
            "The certificate expired on %(until)s. Without a trusted time stamp nobody can tell whether it "
            "was used before or after."
        )
        said.append(Sentence(BAD, words % times))
    elif one.validity == Validity.NOT_YET_VALID:
        said.append(Sentence(BAD, _("The certificate is not valid before %(from)s.") % times))
    elif one.trust != Trust.REVOKED:
        said.append(Sentence(NOTE, _("The certificate is valid from %(from)s to %(until)s.") % times))
    return said


_TRUST = {
    Trust.TRUSTED: (
        gettext_noop(
            "The certificate was issued by %(issuer)s and leads to a certificate that the operator of this "
            "site installed as trusted. Whether it was revoked was not asked over the network; what the "
            "file itself says about revocation was read."
        ),
        GOOD,
    ),
    Trust.UNTRUSTED: (
        gettext_noop(
            "The certificate says to be issued by %(issuer)s, which is NOT among the trusted certificates "
            "installed on this site: who signed is not confirmed."
        ),
        BAD,
    ),
    Trust.SELF_SIGNED: (
        gettext_noop(
            "The certificate was made by the signer (%(issuer)s) and vouched for by nobody: who signed is "
            "not confirmed."
        ),
        BAD,
    ),
    Trust.UNSUITABLE: (
        gettext_noop(
            "The certificate of %(issuer)s is not made for signing documents, or uses a method that is no "
            "longer safe: who signed is not confirmed."
        ),
        BAD,
    ),
    Trust.REVOKED: (
        gettext_noop("By what the file itself says, the certificate issued by %(issuer)s was revoked."),
        BAD,
    ),
}


def _day(one: Signature, name: str) -> str:
    when = one.time(name)
    return short_date(timezone.localdate(when)) if when else "–"


def _moment(one: Signature, name: str) -> str:
    when = one.time(name)
    return moment(when) if when else "–"


def _when(one: Signature) -> list[Sentence]:
    said = []
    if one.stamped_at:
        facts = {"time": _moment(one, "stamped_at")}
        if one.is_stamp_trusted:
            said.append(Sentence(GOOD, _("A trusted time stamp says that it existed at %(time)s.") % facts))
        else:
            words = _("A time stamp says %(time)s; who made it is not among the trusted certificates.")
            said.append(Sentence(NOTE, words % facts))
    if one.claimed_at and not one.is_stamp:
        words = _("Time of signing %(time)s: told by the signer's own machine, not confirmed.")
        said.append(Sentence(NOTE, words % {"time": _moment(one, "claimed_at")}))
    return said
