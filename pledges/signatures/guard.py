"""Reading a file from outside in a process of its own, with an end to its time and memory."""

from __future__ import annotations

import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from pledges.signatures.findings import Findings, Problem, Relation, from_json

logger = logging.getLogger(__name__)
SECONDS, MEMORY = 25, 1536 * 1024 * 1024  # of the processor; a paper takes one second
_PATIENCE = 2  # a busy machine gives a process half of its time


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
    at = timezone.now().isoformat()
    facts = {"at": at, "relation": relation, "issued": issued, "trust": str(settings.TRUST_FOLDER)}
    facts |= {"seconds": SECONDS, "memory": MEMORY}
    try:
        answer = subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-m", "pledges.signatures", json.dumps(facts)],
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={},  # nothing of the site's secrets
            timeout=_PATIENCE * SECONDS,
            check=True,
        )
    except subprocess.SubprocessError as error:
        logger.warning("A signed copy could not be read: %s", getattr(error, "stderr", b"")[-500:] or error)
        return Findings(checked_at=at, relation=relation, problem=Problem.TOO_HEAVY)
    return from_json(json.loads(answer.stdout))
