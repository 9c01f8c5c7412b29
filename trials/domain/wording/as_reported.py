"""Texts as reported that need a word beside them: a curator's inference in their place, an exponent printed flat."""

from __future__ import annotations

import re
from decimal import Decimal

from trials.domain.record import DoseRecord, ScheduleRecord

_INFERRED = re.compile(r"inferred:?\s*")
_LONG_UNIT = re.compile(r"\b(?:month|year)(?:s|ly)?\b", re.IGNORECASE)
_FLAT_POWER = re.compile(r"(\d+(?:\.\d+)?)\s*[×x*]\s*10(\d)(?!\d)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def inferred_words(text: str) -> str:
    """Return what a curator inferred where the source's words are missing ("inferred: ..."); "" for quoted words."""
    found = _INFERRED.match(text)
    return f"curator's remark: {text[found.end() :]}" if found else ""


def is_worked_out(schedule: ScheduleRecord | None) -> bool:
    """Whether the days of a schedule were worked out from months or years, which are no fixed number of days."""
    if schedule is None or schedule.days is None or len(schedule.days) < 2:
        return False
    return _LONG_UNIT.search(schedule.as_reported) is not None


def flat_power_words(dose: DoseRecord) -> str:
    """Return how a power of ten was read that the source prints without its superscript; "" where it prints none.

    "2×105/Kg" was read as 2×10⁵ when that is the dose kept: the text alone could mean 210.
    """
    kept = {dose.low, dose.high, *dose.levels}
    read = [
        f"{number}×10{power.translate(_SUPERSCRIPTS)}"
        for number, power in _FLAT_POWER.findall(dose.as_reported)
        if Decimal(number).scaleb(int(power)) in kept
    ]
    return f"superscript lost in the source; read as {' and '.join(read)}" if read else ""
