"""From an address to columns: which arms are meant, what cannot be found, and what a pressed button does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trials.domain.comparison.columns import MAX_COLUMNS, PLAN_ID, Column, columns_of, msc_positions
from trials.domain.comparison.grid import Slot, slots_of
from trials.domain.comparison.plan import plan_record
from trials.domain.comparison.row_choice import shortest_rows, shown_groups
from trials.domain.comparison.rows import GROUP_BY_ID
from trials.domain.record import TrialRecord
from trials.domain.view_state.comparison import Address, Pick, moved, with_picks
from trials.domain.view_state.problems import Problem

#: Most arms that are shown together where the columns are trials.
MAX_ARMS_BY_TRIAL = 60


@dataclass(frozen=True)
class Resolved:
    """The columns of an address. ``picks`` name every arm; ``reference`` is the 0-based place of the pinned slot."""

    columns: tuple[Column, ...]
    slots: tuple[Slot, ...]
    picks: tuple[Pick, ...]
    reference: int
    problems: tuple[Problem, ...]


def wanted_ids(address: Address) -> tuple[str, ...]:
    """Return the registry ids to read: those of the columns, and what is to be added if it looks like an id."""
    ids = [pick.registry_id for pick in address.picks]
    for typed in _typed(address)[:MAX_COLUMNS]:
        registry_id, _, number = typed.rpartition(":")
        ids += [part for part in (registry_id, number, typed) if _may_be_id(part)]
    return tuple(dict.fromkeys(ids))


def _typed(address: Address) -> list[str]:
    """Return what is to be added, one by one: ids may be typed or pasted with spaces, commas or semicolons between."""
    return address.actions.get("add", "").replace(",", " ").replace(";", " ").split()


def _may_be_id(text: str) -> bool:
    return 4 < len(text) <= 60 and text.isprintable() and not any(sign.isspace() for sign in text)


def resolve(address: Address, records: Mapping[str, TrialRecord]) -> Resolved:
    """Return the columns of an address, arms that are named twice once; what does not exist becomes a problem."""
    folded = {registry_id.lower(): record for registry_id, record in records.items()}
    arms: dict[tuple[str, int], TrialRecord] = {}
    problems: list[Problem] = []
    for pick in address.picks:
        record = folded.get(pick.registry_id.lower())
        problem = _problem(pick, record)
        if problem is not None:
            problems.append(problem)
        elif record is not None:
            places = msc_positions(record) if pick.position is None else (pick.position,)
            arms |= {(record.registry_id, place): record for place in places}
    chosen = [(record, place) for (_, place), record in arms.items()]
    if address.plan is not None:
        chosen.append((plan_record(address.plan), 1))
    columns = columns_of(chosen, address.assumptions)
    slots = slots_of(columns, address.by)
    problems += _too_many(slots, columns, address.by)
    reference, unknown = _reference(address, slots)
    picks = tuple(Pick(registry_id, place) for registry_id, place in arms)
    return Resolved(columns, slots, picks, reference, (*problems, *unknown))


def _problem(pick: Pick, record: TrialRecord | None) -> Problem | None:
    field = "trial" if pick.position is None else "arm"
    if record is None:
        example = f"{field}=NCT03668171{':1' if pick.position else ''}"
        return Problem(field, pick.ref, f"no trial is held under {pick.registry_id}", example)
    number = len(record.arms)
    if not number:
        return Problem(field, pick.ref, "the record of this trial has no arms that could be compared")
    if pick.position is not None and not 1 <= pick.position <= number:
        many = f"arms 1 to {number}" if number > 1 else "arm 1 only"
        return Problem("arm", pick.ref, f"{record.registry_id} has {many}", f"arm={record.registry_id}:1")
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


def _reference(address: Address, slots: tuple[Slot, ...]) -> tuple[int, list[Problem]]:
    """Return the place of the pinned slot; an arm pins the trial that it belongs to, and the other way round."""
    if not address.ref:
        return 0, []
    wanted = address.ref.lower()
    for place, slot in enumerate(slots):
        names = {slot.ref, slot.first.trial.registry_id, *(column.ref for column in slot.columns)}
        if wanted in {name.lower() for name in names}:
            exact = next((n for n, one in enumerate(slots) if one.ref.lower() == wanted), place)
            return exact, []
    example = f"ref={slots[0].ref}" if slots else ""
    return 0, [Problem("ref", address.ref, "the reference is none of the columns", example)]


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
    registry_id, colon, number = text.rpartition(":")
    if text.lower() in folded:
        record = folded[text.lower()]
        return [Pick(record.registry_id, place) for place in msc_positions(record)]
    if colon and registry_id.lower() in folded and number.isascii() and number.isdigit() and len(number) < 4:
        return [Pick(folded[registry_id.lower()].registry_id, int(number))]
    return []


def _picks_in(refs: list[str], resolved: Resolved) -> list[Pick]:
    by_ref = {slot.ref: slot for slot in resolved.slots}
    return [
        Pick(column.trial.registry_id, column.position)
        for ref in refs
        for column in by_ref[ref].columns
        if not column.is_planned
    ]
