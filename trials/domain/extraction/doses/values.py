"""What a dose is: an amount of cells with its unit and the role it plays in the text."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

CELLS_PER_KG = "cells/kg"


CELLS = "cells"


CELLS_PER_ML = "cells/mL"


CELLS_PER_CM2 = "cells/cm2"


CELLS_PER_M2 = "cells/m2"


PARTICLES = "particles"


OTHER = "other"


class DoseRole(StrEnum):
    """What a figure of cells says."""

    GIVEN = "given"
    TOTAL = "total"
    CAP = "cap"
    SUPPLY = "supply"
    SHARE = "share"
    CONCENTRATION = "concentration"


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount of cells: `low` to `high` (equal for one figure) in `unit`.

    `per` is "dose", "total" or None (not said). `times` is the count of a figure written "2 x 50 million cells".
    `levels` are the steps where a text tries several doses; such a reading is always unclear. `mean` is the middle of a mean ± SD. `volume_ml` is the fluid named with the figure, in mL.
    """

    low: Decimal
    high: Decimal
    unit: str
    per: str | None = None
    role: DoseRole = DoseRole.GIVEN
    levels: tuple[Decimal, ...] = ()
    mean: Decimal | None = None
    volume_ml: Decimal | None = None
    times: int | None = None

    def same_amount(self, other: "Dose") -> bool:
        """True where both say the same figure in the same unit."""
        return self.unit == other.unit and near(self.low, other.low) and near(self.high, other.high)


_ALMOST = Decimal("0.011")


def near(a: Decimal, b: Decimal) -> bool:
    """Return whether two amounts are the same but for rounding (about one per cent)."""
    return abs(a - b) <= max(abs(a), abs(b)) * _ALMOST
