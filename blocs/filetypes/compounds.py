"""Office files from before 2007: folders and streams in one file (OLE compound documents)."""

from __future__ import annotations

from typing import BinaryIO

import olefile
from django.utils.translation import gettext as _

from blocs.filetypes.archives import macro_sentence, password_sentence
from blocs.filetypes.kinds import DOC, PPT, XLS, Kind, RefusedFile

_STREAMS = {"worddocument": DOC, "workbook": XLS, "book": XLS, "powerpoint document": PPT}
_MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur"}
_PASSWORDS = {"encryptedpackage", "encryptioninfo", "encryptedsummary"}


def old_office_file(stream: BinaryIO) -> Kind:
    """The kind of an old Office file, by the stream that holds its text."""
    try:
        paths = olefile.OleFileIO(stream).listdir(streams=True, storages=True)
    except Exception as error:  # a damaged file can make the parser raise nearly anything
        raise RefusedFile(_("The file is damaged: its contents cannot be read.")) from error
    top = {path[0].lower() for path in paths if len(path) == 1}
    if top & _PASSWORDS:
        raise RefusedFile(password_sentence())
    kind = next((kind for name, kind in _STREAMS.items() if name in top), None)
    if kind is None:
        raise RefusedFile(
            _("Of the old Office files only Word, Excel and PowerPoint are taken. Save the document as PDF.")
        )
    if any(name.lower() in _MACROS for path in paths for name in path):
        raise RefusedFile(macro_sentence())
    return kind
