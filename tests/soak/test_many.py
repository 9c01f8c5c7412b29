"""Thousands: edits of a curator one after the other, and files in one load."""

import random
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from tests.actions.makers import curate, shown, stored
from tests.evidence import TRIAL_FILES
from trials.models import Arm, Criterion, Outcome, Regimen, Trial, TrialSnapshot
from trials.search.list_page.state import read_request
from trials.selectors.found import found_trials

pytestmark = [pytest.mark.soak, pytest.mark.usefixtures("evidence_db")]

EDITS = 2000
FILES = 1500


def change_size(trial: Trial, chance: random.Random) -> None:
    trial.enrolment = chance.randrange(0, 500)
    trial.save()


def change_dose(trial: Trial, chance: random.Random) -> None:
    regimens = Regimen.objects.filter(arm__trial=trial, dose_low__isnull=False, dose_unit="cells/kg")
    dose = Decimal(chance.randrange(1, 100)) * 100_000
    regimens.filter(pk__in=regimens.values("pk")[:1]).update(dose_low=dose, dose_high=dose)


def rename_arm(trial: Trial, chance: random.Random) -> None:
    arm = chance.choice(list(trial.arms.all()))
    Arm.objects.filter(pk=arm.pk).update(label=f"Arm renamed {chance.randrange(10_000)}")


def drop_criterion(trial: Trial, chance: random.Random) -> None:
    rows = list(Criterion.objects.filter(trial=trial))
    if len(rows) > 1:
        chance.choice(rows).delete()


def drop_outcome(trial: Trial, chance: random.Random) -> None:
    rows = list(Outcome.objects.filter(trial=trial))
    if len(rows) > 1:
        chance.choice(rows).delete()


EDITORS: list[Callable[[Trial, random.Random], None]] = [
    change_size, change_size, change_dose, change_dose, rename_arm, rename_arm, drop_criterion, drop_outcome,
]  # fmt: skip


def test_pages_show_each_of_thousands_of_edits_and_loads_keep_them() -> None:
    chance = random.Random(21)
    ids = list(Trial.objects.filter(arms__isnull=False).distinct().values_list("registry_id", flat=True))
    for number in range(EDITS):
        registry_id, editor = chance.choice(ids), chance.choice(EDITORS)
        curate(registry_id, lambda trial, edit=editor: edit(trial, chance))
        assert shown(registry_id) == stored(registry_id), f"edit {number}: {editor.__name__} of {registry_id}"
        if number % 200 == 0:
            assert Client().get(f"/trials/{registry_id}/").status_code == 200
    before = {registry_id: stored(registry_id) for registry_id in ids}
    call_command("load_fixtures", again=True, verbosity=0)
    call_command("rebuild_derived", verbosity=0)
    assert [one for one, record in before.items() if stored(one) != record or shown(one) != record] == []


def test_load_of_thousands_of_files(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in TRIAL_FILES]
    names = [path.stem for path in TRIAL_FILES]
    for number in range(FILES):
        name, text = names[number % len(names)], texts[number % len(texts)]
        new = f"NCT9{number:07d}"
        (tmp_path / f"{new}.yaml").write_text(text.replace(f"registry_id: {name}", f"registry_id: {new}"), "utf-8")
    before = Trial.objects.count()
    call_command("load_fixtures", tmp_path, verbosity=0)
    assert Trial.objects.count() == TrialSnapshot.objects.count() == before + FILES
    # The list counts the trials that give MSC: not all of those that were copied do.
    msc = found_trials(read_request(QueryDict(""))).count()
    text = re.sub("<[^>]+>", "", Client().get("/trials/?per=100&rows=trial").text)
    assert FILES < msc < before + FILES
    assert msc in [int(number) for number in re.findall(r"\bof\s+(\d+)\b", text)], re.findall(r".*\bof\b.*\d.*", text)
    out = tmp_path / "out"
    call_command("export_trials", out, trial=[f"NCT9{number:07d}" for number in range(0, FILES, 50)], verbosity=0)
    assert [path.name for path in out.iterdir() if path.read_bytes() != (tmp_path / path.name).read_bytes()] == []
    shutil.rmtree(out)
