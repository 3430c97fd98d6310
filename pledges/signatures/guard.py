"""Reading a file from outside in a process of its own, with an end to its time and memory."""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from pledges.signatures.findings import Findings, Problem, Relation, from_json

logger = logging.getLogger(__name__)
# Seconds of the processor: a paper made to be signed takes one, a tagged one can take a minute. Both attempts
# together end before a web server gives up waiting.
IN_DEPTH, SHALLOW = 10, 5
MEMORY = 1536 * 1024 * 1024
_PATIENCE = 1.5  # on a busy machine a process gets a part of the time


@dataclass(frozen=True, slots=True)
class Known:
    """Bytes that are known by length and SHA-256: those of the paper or of an earlier copy."""

    size: int
    sha256: str

    def begins(self, content: bytes) -> bool:
        """Whether `content` begins with them."""
        head = memoryview(content)[: self.size]
        return len(content) >= self.size and hashlib.sha256(head).hexdigest() == self.sha256


def examine(content: bytes, issued: Known) -> Findings:
    """What is found in a PDF that is said to be a signed copy of `issued`."""
    relation = Relation.OTHER
    if issued.begins(content):
        relation = Relation.ISSUED if len(content) == issued.size else Relation.EXTENDS
    return _read(content, relation, issued.size)


def picture() -> Findings:
    """A scan says nothing that a machine could check."""
    return Findings(checked_at=timezone.now().isoformat(), relation=Relation.SCAN)


def _read(content: bytes, relation: Relation, issued: int) -> Findings:
    """In depth; where that takes too long, without what was changed between the signatures."""
    at = timezone.now().isoformat()
    trust = str(settings.TRUST_FOLDER.absolute())  # the process stands in another folder
    facts = {"at": at, "relation": relation, "issued": issued, "trust": trust}
    for seconds in (IN_DEPTH, SHALLOW):
        limits = {"seconds": seconds, "memory": MEMORY, "in_depth": seconds == IN_DEPTH}
        if answer := _answer(content, facts | limits, seconds * _PATIENCE):
            return from_json(json.loads(answer))
    return Findings(checked_at=at, relation=relation, problem=Problem.TOO_HEAVY)


def _answer(content: bytes, facts: dict[str, Any], patience: float) -> bytes:
    try:
        return subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-m", "pledges.signatures", json.dumps(facts)],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={},  # nothing of the site's secrets
            timeout=patience,
            check=True,
        ).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        logger.warning("A signed copy could not be read: %s", (error.stderr or b"")[-500:] or type(error))
    except OSError:  # no memory or no room for one process more
        logger.exception("The process that reads signed copies cannot be started")
    return b""
