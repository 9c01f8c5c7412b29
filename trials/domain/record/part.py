"""What every part of a record is: immutable, complete, strict."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every part of a record: immutable, defaults left out when written, unknown keys refused."""
