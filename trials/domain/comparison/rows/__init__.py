"""Every row of the comparison, in the order of the page. docs/adding-a-row.md tells how to add one."""

from __future__ import annotations

from trials.domain.comparison.rows.dosing import CUMULATIVE, DOSING, SCHEDULE
from trials.domain.comparison.rows.endpoints import ENDPOINTS
from trials.domain.comparison.rows.given import GIVEN
from trials.domain.comparison.rows.population import POPULATION
from trials.domain.comparison.rows.product import PRODUCT
from trials.domain.comparison.rows.results import RESULTS, SOURCES
from trials.domain.comparison.rows.trial import DESIGN, TRIAL
from trials.domain.comparison.rowspec import RowGroup, RowSpec

GROUPS: tuple[RowGroup, ...] = (
    TRIAL,
    DESIGN,
    POPULATION,
    PRODUCT,
    DOSING,
    SCHEDULE,
    CUMULATIVE,
    GIVEN,
    ENDPOINTS,
    RESULTS,
    SOURCES,
)
ROWS: tuple[RowSpec, ...] = tuple(row for group in GROUPS for row in group.rows)
GROUP_BY_ID: dict[str, RowGroup] = {group.id: group for group in GROUPS}

__all__ = ["GROUPS", "GROUP_BY_ID", "ROWS"]
