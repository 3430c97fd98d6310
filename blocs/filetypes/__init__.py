"""What an uploaded file is, told by its content alone; what is none of these kinds is not taken."""

from blocs.filetypes.kinds import KINDS, Kind, RefusedFile, kind_named
from blocs.filetypes.recognition import Fingerprint, fingerprint, kind_of

__all__ = ["KINDS", "Fingerprint", "Kind", "RefusedFile", "fingerprint", "kind_named", "kind_of"]
