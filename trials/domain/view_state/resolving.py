"""From an address to columns: which arms are meant, what cannot be found, and what a pressed button does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trials.domain.comparison.columns import MAX_COLUMNS, PLAN_ID, PLAN_REF, Column, columns_of, msc_arms
from trials.domain.comparison.grid import Slot, slots_of
from trials.domain.comparison.plan import plan_record
from trials.domain.comparison.row_choice import shortest_rows, shown_groups
from trials.domain.comparison.rows import GROUP_BY_ID
from trials.domain.record import TrialRecord
from trials.domain.record.keys import place_of
from trials.domain.view_state.arm_names import GoneArm, arm_address, arm_named, gone_arm, is_arm_name, is_old_number
from trials.domain.view_state.comparison import Address, Pick, moved, query_of, with_picks
from trials.domain.view_state.problems import Problem

#: Most arms that are shown together where the columns are trials.
MAX_ARMS_BY_TRIAL = 60


@dataclass(frozen=True)
class Resolved:
    """The columns of an address. ``picks`` name every arm; ``reference`` is the 0-based place of the pinned slot.

    ``renamed``: arms that the address names by their old numbers -> their names; ``gone``: arms that are not there.
    """

    columns: tuple[Column, ...]
    slots: tuple[Slot, ...]
    picks: tuple[Pick, ...]
    reference: int
    problems: tuple[Problem, ...]
    renamed: dict[str, str] = field(default_factory=dict)
    gone: tuple[GoneArm, ...] = ()


def wanted_ids(address: Address) -> tuple[str, ...]:
    """Return the registry ids to read: those of the columns, and what is to be added if it looks like an id."""
    ids = [pick.registry_id for pick in address.picks]
    for typed in _typed(address)[:MAX_COLUMNS]:
        registry_id, _, arm = typed.rpartition(":")
        ids += [part for part in (registry_id, arm, typed) if _may_be_id(part)]
    return tuple(dict.fromkeys(ids))


def _typed(address: Address) -> list[str]:
    """Return what is to be added, one by one: ids may be typed or pasted with spaces, commas or semicolons between."""
    typed = address.actions.get("add", "").replace(",", " ").replace(";", " ").split()
    return [arm_address(one) for one in typed]


def _may_be_id(text: str) -> bool:
    return 4 < len(text) <= 60 and text.isprintable() and not any(sign.isspace() for sign in text)


def resolve(address: Address, records: Mapping[str, TrialRecord]) -> Resolved:
    """Return the columns of an address, arms that are named twice once; what does not exist becomes a problem."""
    folded = {registry_id.lower(): record for registry_id, record in records.items()}
    names = _Names(folded)
    arms: dict[tuple[str, str], TrialRecord] = {}
    problems: list[Problem] = []
    for pick in address.picks:
        record = folded.get(pick.registry_id.lower())
        problem = _problem(pick, record)
        if problem is not None:
            problems.append(problem)
        elif record is not None:
            keys = msc_arms(record) if pick.arm is None else names.key_of(record, pick.registry_id, pick.arm)
            arms |= {(record.registry_id, key): record for key in keys}
    wanted_reference = names.reference(address.ref)
    chosen = [(record, place_of(record.arms, key)) for (_, key), record in arms.items()]
    if address.plan is not None:
        chosen.append((plan_record(address.plan), 1))
    columns = columns_of(chosen, address.assumptions)
    slots = slots_of(columns, address.by)
    problems += _too_many(slots, columns, address.by)
    reference, unknown = _reference(wanted_reference, slots)
    picks = tuple(Pick(registry_id, key) for registry_id, key in arms)
    return Resolved(columns, slots, picks, reference, (*problems, *unknown), names.renamed, tuple(names.gone))


class _Names:
    """Looks arms up by what an address calls them, and notes old names and arms that are not there."""

    def __init__(self, records: Mapping[str, TrialRecord]) -> None:
        """Take the records by their ids in lower case."""
        self.records = records
        self.renamed: dict[str, str] = {}
        self.gone: list[GoneArm] = []

    def key_of(self, record: TrialRecord, registry_id: str, name: str) -> tuple[str, ...]:
        """Return the key of an arm; nothing when the trial has no such arm."""
        arm = arm_named(record, name)
        if arm is None:
            missing = gone_arm(record, name)
            self.gone += [missing] if missing not in self.gone else []
            return ()
        if is_old_number(name):
            self.renamed[f"{registry_id}:{name}"] = f"{record.registry_id}:{arm.key}"
        return (arm.key,)

    def reference(self, ref: str) -> str:
        """Return the reference with its arm's key; one that names no arm of a trial comes back as it is."""
        registry_id, _, name = ref.rpartition(":")
        if registry_id.upper() == PLAN_ID:
            return PLAN_REF if name == "1" else ref
        record = self.records.get(registry_id.lower())
        if record is None or not is_arm_name(name):
            return ref
        return "".join(f"{record.registry_id}:{key}" for key in self.key_of(record, registry_id, name))


def _problem(pick: Pick, record: TrialRecord | None) -> Problem | None:
    name = "trial" if pick.arm is None else "arm"
    if record is None:
        example = "trial=NCT01724398" if pick.arm is None else "arm=NCT01724398:uc-msc"
        return Problem(name, pick.ref, f"no trial is held under {pick.registry_id}", example)
    if not record.arms and pick.arm is None:
        return Problem(name, pick.ref, "the record of this trial has no arms that could be compared")
    return None


def _too_many(slots: tuple[Slot, ...], columns: tuple[Column, ...], by: str) -> list[Problem]:
    if len(slots) > MAX_COLUMNS:
        fits = by == "arm" and len({column.trial.registry_id for column in columns}) <= MAX_COLUMNS
        what = "arms" if by == "arm" else "trials"
        reason = f"at most {MAX_COLUMNS} {what} stand side by side"
        return [Problem(what[:-1], f"{len(slots)} columns", reason, "by=trial" if fits else "")]
    if len(columns) > MAX_ARMS_BY_TRIAL:
        return [Problem("trial", f"{len(columns)} arms", f"at most {MAX_ARMS_BY_TRIAL} arms are read together")]
    return []


def _reference(ref: str, slots: tuple[Slot, ...]) -> tuple[int, list[Problem]]:
    """Return the place of the pinned slot; an arm pins the trial that it belongs to, and the other way round."""
    if not ref:
        return 0, []
    wanted = ref.lower()
    for place, slot in enumerate(slots):
        names = {slot.ref, slot.first.trial.registry_id, *(column.ref for column in slot.columns)}
        if wanted in {name.lower() for name in names}:
            exact = next((n for n, one in enumerate(slots) if one.ref.lower() == wanted), place)
            return exact, []
    example = f"ref={slots[0].ref}" if slots else ""
    return 0, [Problem("ref", ref, "the reference is none of the columns", example)]


def act(address: Address, resolved: Resolved, records: Mapping[str, TrialRecord]) -> tuple[Address, str] | None:
    """Return the view after the pressed button and the part of the page to come back to; None when nothing is pressed.

    ``add`` acts only on ids and arms that all exist; words to search for are left to the page.
    """
    actions = address.actions
    if "move" in actions:
        ref, _, way = actions["move"].rpartition("~")
        refs = moved([slot.ref for slot in resolved.slots], ref, -1 if way == "left" else 1)
        return with_picks(address, _picks_in(refs, resolved)), f"col-{ref}"
    if "drop" in actions:
        refs = [slot.ref for slot in resolved.slots if slot.ref != actions["drop"]]
        plan = None if actions["drop"].startswith(PLAN_ID) else address.plan
        return with_picks(replace(address, plan=plan), _picks_in(refs, resolved)), "grid"
    if "pin" in actions:
        return replace(address, ref=actions["pin"]), f"col-{actions['pin']}"
    if "drop_plan" in actions:
        return replace(address, plan=None, ref="" if address.ref.startswith(PLAN_ID) else address.ref), "plan"
    if "regroup" in actions:
        name, _, way = actions["regroup"].rpartition("~")
        order = moved([group.id for group in shown_groups(address.groups, ())], name, -1 if way == "up" else 1)
        return replace(address, groups=() if order == list(GROUP_BY_ID) else tuple(order)), "rows"
    if "reorder" in actions:
        return _reordered(address, *actions["reorder"].rpartition("~")[::2])
    return _added(address, resolved, records)


def _reordered(address: Address, row: str, way: str) -> tuple[Address, str]:
    """Move a row one place within its group; what is no row moves nothing."""
    name = row.partition(".")[0]
    groups = shown_groups(address.groups, address.rows)
    ids = [one.id for group in groups if group.id == name for one in group.rows]
    order = moved(ids, row, -1 if way == "up" else 1)
    others = [one for one in address.rows if not one.startswith(f"{name}.")]
    return replace(address, rows=shortest_rows(address.groups, [*others, *order])), f"rows-{name}" if ids else "rows"


def _added(address: Address, resolved: Resolved, records: Mapping[str, TrialRecord]) -> tuple[Address, str] | None:
    folded = {registry_id.lower(): record for registry_id, record in records.items()}
    found = [_picks_of(text, folded) for text in _typed(address)]
    if not found or not all(found):
        return None
    return with_picks(address, (*resolved.picks, *(pick for picks in found for pick in picks))), "grid"


def _picks_of(text: str, folded: Mapping[str, TrialRecord]) -> list[Pick]:
    """Return the arms that an id or the address of an arm means; none when it is neither."""
    registry_id, _, name = text.rpartition(":")
    record = folded.get(text.lower())
    if record is not None:
        return [Pick(record.registry_id, key) for key in msc_arms(record)]
    record = folded.get(registry_id.lower())
    arm = arm_named(record, name) if record is not None and is_arm_name(name) else None
    return [Pick(record.registry_id, arm.key)] if record is not None and arm is not None else []


def _picks_in(refs: list[str], resolved: Resolved) -> list[Pick]:
    by_ref = {slot.ref: slot for slot in resolved.slots}
    return [
        Pick(column.trial.registry_id, column.arm.key)
        for ref in refs
        for column in by_ref[ref].columns
        if not column.is_planned
    ]


def offers(address: Address, gone: GoneArm) -> tuple[tuple[str, str], ...]:
    """Return the arms of the trial of an arm that is not there: label, and query of the view with this one instead."""
    trial = gone.trial
    return tuple((arm.label, query_of(_instead(address, gone, Pick(trial.registry_id, arm.key)))) for arm in trial.arms)


def _instead(address: Address, gone: GoneArm, other: Pick) -> Address:
    picks = [other if pick.ref.lower() == gone.ref.lower() else pick for pick in address.picks]
    return with_picks(address, picks)
