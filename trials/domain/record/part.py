"""What every part of a record is: immutable, complete, strict."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from trials.domain.record.rules import Text


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every part of a record: immutable, defaults left out when written, unknown keys refused.

    ``texts`` says what its texts may be, by name: columns of the tables are made as long as it says.
    """

    texts: ClassVar[dict[str, Text]] = {}
