"""Which paths lead somewhere in a record."""

import pytest

from tests.header import full_trial
from trials.domain.record.known_paths import is_known
from trials.domain.record.paths import values_by_path


def test_every_value_of_a_record_is_known():
    record = full_trial()
    assert [path for path in values_by_path(record) if not is_known(record, path)] == []


@pytest.mark.parametrize(
    "path", ["arms", "sites", "completion", "arms/cells", "arms/cells/regimens/msc/schedule", "interventions/msc/donor"]
)
def test_place_without_a_value_is_known(path):
    assert is_known(full_trial(), path)


@pytest.mark.parametrize(
    "path",
    ["", "arm", "enrolment/2", "arms/nobody", "arms/cells/dose", "arms/cells/regimens/msc/price",
     "arms/cells/regimens/nothing/dose", "interventions/msc/dose", "arms/cells/regimens/msc/dose/low", "removed/arms"],
)  # fmt: skip
def test_path_that_leads_nowhere_is_not(path):
    assert not is_known(full_trial(), path)
