"""How often the rule for discrepancies agrees with those who read the discrepancies of the fixtures one by one.

    .venv/bin/python scripts/discrepancy_agreement.py

The kind is proposed from the words alone, as for a file that gives nothing else; the severity is proposed for the kind
that was decided, from path, words and the two values. docs/discrepancies.md holds what it printed last.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from trials.domain.record import DiscrepancyRecord  # noqa: E402
from trials.domain.record.discrepancy_rule import proposed_kind  # noqa: E402
from trials.domain.record.yaml import read_record  # noqa: E402
from trials.domain.vocabulary import CONFLICTS, DiscrepancyKind  # noqa: E402


def discrepancies() -> list[DiscrepancyRecord]:
    """Return every discrepancy of the fixtures."""
    files = sorted((ROOT / "fixtures" / "trials").glob("*.yaml"))
    return [one for file in files for one in read_record(file.read_bytes()).discrepancies]


def kinds(found: Iterable[DiscrepancyRecord]) -> Counter[tuple[str, str]]:
    """Return how often each kind (decided, proposed from the words alone) occurs."""
    return Counter((str(one.kind), str(proposed_kind(one.text))) for one in found)


def severities(found: Iterable[DiscrepancyRecord]) -> Counter[tuple[str, str]]:
    """Return how often each severity (decided, proposed) occurs among what is wrong."""
    return Counter((str(one.severity), str(one.proposed_severity())) for one in found if one.is_conflict)


def report() -> str:
    """Return both tables and the shares, in lines."""
    found = discrepancies()
    names = [str(kind) for kind in DiscrepancyKind]
    told = kinds(found)
    lines = ["".join(("decided / proposed".ljust(20), *(name.rjust(14) for name in names)))]
    lines += [
        "".join((decided.ljust(20), *(str(told[decided, proposed]).rjust(14) for proposed in names)))
        for decided in names
    ]
    alike = sum(number for (decided, proposed), number in told.items() if decided == proposed)
    wrong = {str(kind) for kind in CONFLICTS}
    parted = sum(number for (decided, proposed), number in told.items() if (decided in wrong) == (proposed in wrong))
    weighed = severities(found)
    same = sum(number for (decided, proposed), number in weighed.items() if decided == proposed)
    lines.append(f"same kind: {alike} of {len(found)}; what is wrong told apart from notes: {parted}")
    lines.append(f"same severity, the kind given: {same} of {weighed.total()}: {dict(weighed)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(report())
