"""The parts a schedule is put together from, and how units of time become days."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

#: Days in a unit of time; a month is a twelfth of a Julian year.
UNIT_DAYS = {
    "h": Decimal(0),
    "d": Decimal(1),
    "w": Decimal(7),
    "f": Decimal(14),
    "m": Decimal("30.4375"),
    "y": Decimal("365.25"),
}


#: "Every 4 weeks for 8 weeks" is two or three administrations.
OPEN_END = "the last administration may fall on the end of the time"


#: "Repeated every month for 3 times" is three or four administrations.
FIRST_OR_NOT = "the first may be one of the repetitions or not"


#: "Weekly for 4 weeks, then monthly": more follow.
FREQUENCY_CHANGES = "the frequency changes"


#: "From day 0 to week 8" is a time, no number of administrations.
RANGE_OF_DAYS = "a range of days"


#: "Given by 20 injections" is one administration at 20 sites.
ONE_SESSION = "injections within one session"


@dataclass(frozen=True, slots=True)
class SchedulePiece:
    """One thing said in a sentence: a count, days, an interval, a frequency over a duration."""

    kind: str
    start: int
    end: int
    count: int | None = None
    days: tuple[int, ...] | None = None
    interval: Decimal | None = None
    per_period: int = 1
    doubt: str = ""
    visit_like: bool = False


N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"


U = r"(?:days?|weeks?|wks?|months?|mos?|mths?|years?)"


def even_days(count: int, interval: Decimal) -> tuple[int, ...] | None:
    """Return the days of `count` administrations `interval` days apart, from day 0; None for counts beyond 120."""
    if not 1 <= count <= 120:
        return None
    return tuple(whole(interval * step) for step in range(count))


def whole(number: Decimal) -> int:
    """Return a number of days rounded to a whole one, halves up."""
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def unit_days(word: str) -> Decimal:
    """Return the days in a unit named by a word (day, week, month, year, POD); KeyError for any other word."""
    return UNIT_DAYS["d" if word.startswith("pod") else word[0]]
