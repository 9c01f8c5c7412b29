"""A record as a YAML document that a person can read, review and write by hand.

Lists of numbers and short mappings stand on one line; large whole numbers are parted by underscores
(``1_000_000``); dates stay text with the precision they have; decimals keep their digits.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
import yaml

from trials.domain.record import (
    CriterionRecord,
    DoseRecord,
    OutcomeRecord,
    RouteRecord,
    ScheduleRecord,
    ThresholdRecord,
    TrialRecord,
)
from trials.domain.record.choices import with_choices
from trials.domain.record.incoming import check_incoming
from trials.domain.record.older_forms import in_present_form
from trials.domain.record.places import with_keys

_LINE = 110
#: The longest document, in bytes (the longest that comes with the project has 19 thousand), and its deepest level.
MOST_BYTES = 2_000_000
_DEEPEST = 24


class RecordError(ValueError):
    """A document is no record: the message names the place and the reason."""


def read_record(text: str | bytes) -> TrialRecord:
    """Return the record of a YAML document; raise RecordError with place and reason when it is none."""
    if len(text) > MOST_BYTES:
        raise RecordError(f"longer than {MOST_BYTES:_} bytes")
    try:
        _refuse_endless(text)
        data = yaml.load(text, Loader=_Loader)  # noqa: S506, TID251 - a safe loader, see its class
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a number of more digits than Python reads
        raise RecordError(f"not YAML: {error}") from error
    return record_of(data)


def record_of(data: Any) -> TrialRecord:
    """Return the record of plain data; raise RecordError with place and reason when it does not fit.

    Rows without keys get them, and what speaks of rows by their places is understood (``places``).
    """
    try:
        record = msgspec.convert(with_keys(in_present_form(data)), TrialRecord)
        check_incoming(record)
    except ValueError as error:  # msgspec.ValidationError is one
        raise RecordError(with_choices(str(error))) from error
    return record


def write_record(record: TrialRecord) -> str:
    """Return the YAML document of a record; reading it back gives an equal record."""
    data = msgspec.to_builtins(record, builtin_types=(Decimal,))
    for claim in data.get("rival_claims", ()):
        if "value" in claim:  # what is told by its text alone has none
            claim["value"] = _in_order(claim["value"])
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LINE)


#: Readings of a rival have the shape of one of these.
_READINGS = (ThresholdRecord, DoseRecord, ScheduleRecord, RouteRecord, OutcomeRecord, CriterionRecord)


def _in_order(value: Any) -> Any:
    """Return a rival's reading with its names in the record's order: PostgreSQL keeps them in an order of its own."""
    if isinstance(value, list):
        return [_in_order(one) for one in value]
    if not isinstance(value, dict):
        return value
    orders = (shape.__struct_fields__ for shape in _READINGS)
    order = next((names for names in orders if value.keys() <= set(names)), tuple(value))
    return {name: _in_order(value[name]) for name in order if name in value}


# The loader in C reads five times as fast; a package that was built on the spot may lack it.
_SAFE: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _Loader(_SAFE):  # type: ignore[misc]
    """The safe loader, but dates stay text and decimals keep their digits."""


def _refuse_endless(text: str | bytes) -> None:
    """Refuse a document that grows without end before anything is built of it.

    Aliases are refused: ten lines of them stand for more than any memory holds. So is what lies too deep.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_SAFE):
        place: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*) are not read: write it out", place)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.composer.ComposerError(None, None, f"more than {_DEEPEST} levels deep", place)


class _Dumper(yaml.SafeDumper):
    """The safe dumper, with short collections on one line and readable numbers."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out each time: a file is read by people."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list below their key."""
        super().increase_indent(flow, False)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        """Put a mapping of single values on one line when it fits."""
        node = super().represent_mapping(tag, mapping, flow_style=False)
        pairs = node.value
        if pairs and all(_is_short(value) for _, value in pairs):
            node.flow_style = sum(len(k.value) + _length(v) + 4 for k, v in pairs) < _LINE - 24
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        """Put a list of single values on one line when it fits."""
        node = super().represent_sequence(tag, sequence, flow_style=False)
        if all(isinstance(item, yaml.ScalarNode) for item in node.value):
            node.flow_style = sum(len(item.value) + 2 for item in node.value) < _LINE - 24
        return node


def _is_short(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) or (isinstance(node, yaml.SequenceNode) and node.flow_style is True)


def _length(node: Any) -> int:
    return len(node.value) if isinstance(node, yaml.ScalarNode) else sum(len(item.value) + 2 for item in node.value)


#: YAML 1.1 reads 0500000 as 163,840 and 1:30 as 90: only what a person reads as the same number is one.
_PLAIN_INT = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")


def _construct_int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    if not _PLAIN_INT.fullmatch(node.value):
        reason = f"{node.value} would be read as another number: write plain digits, or quote it if it is a text"
        raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark)
    return int(node.value.replace("_", ""))


def _construct_decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    try:
        return Decimal(node.value.replace("_", ""))
    except InvalidOperation as error:  # YAML's .nan and .inf, and its numbers to base 60
        raise yaml.constructor.ConstructorError(None, None, f"{node.value} is no number", node.start_mark) from error


def _represent_int(dumper: yaml.SafeDumper, value: int) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:int", f"{value:_}" if abs(value) >= 10_000 else str(value))


def _represent_decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    if value == value.to_integral_value():
        return _represent_int(dumper, int(value))
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Dumper.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers
_Loader.add_constructor("tag:yaml.org,2002:int", _construct_int)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_decimal)
_Dumper.add_representer(int, _represent_int)
_Dumper.add_representer(Decimal, _represent_decimal)
