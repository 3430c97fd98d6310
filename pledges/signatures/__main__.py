"""`python -m pledges.signatures FACTS` reads a PDF from its input and prints what was found as JSON.

The process gives itself limits of time and memory first: it is started for files from outside.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pledges.signatures.certificates import trusted
from pledges.signatures.findings import Relation
from pledges.signatures.reading import Question, read


def limit(what: int, soft: int, hard: int) -> None:
    """Set a limit, never above what the machine gives; where it knows none, the caller's clock remains."""
    given = resource.getrlimit(what)[1]
    most = hard if given == resource.RLIM_INFINITY else min(hard, given)
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (min(soft, most), most))


def main() -> None:
    """Limit, read, answer."""
    facts = json.loads(sys.argv[1])
    limit(resource.RLIMIT_CPU, facts["seconds"], facts["seconds"] + 2)
    limit(resource.RLIMIT_AS, facts["memory"], facts["memory"])
    question = Question(
        at=datetime.fromisoformat(facts["at"]),
        trusted=tuple(trusted(Path(facts["trust"]))),
        relation=Relation(facts["relation"]),
        issued=facts["issued"],
        in_depth=facts["in_depth"],
    )
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), question).as_json()))


main()
