"""Pictures: opened far enough to be sure that they are some, never drawn."""

from __future__ import annotations

from typing import BinaryIO
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from PIL import Image

from blocs.filetypes.kinds import Kind, RefusedFile
from blocs.formats import number

MEGAPIXELS = 120  # of the largest cameras in telephones; drawing takes four bytes for each pixel


def checked_picture(stream: BinaryIO, kind: Kind) -> Kind:
    """`kind`, if the stream is such a picture and no larger than browsers can draw."""
    try:
        with catch_warnings():
            simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(stream, formats=(kind.name.upper(),))
            width, height = picture.size
            picture.verify()
    except Image.DecompressionBombError:
        width = height = MEGAPIXELS * 1000
    except Exception as error:  # a damaged picture can make the parser raise nearly anything
        raise RefusedFile(_("The picture is damaged: it cannot be opened.")) from error
    if width * height > MEGAPIXELS * 1_000_000:
        words = _("The picture has more than %(limit)s million pixels. Save it smaller and upload that.")
        raise RefusedFile(words % {"limit": number(MEGAPIXELS)})
    return kind
