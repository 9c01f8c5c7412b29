"""Constraints that several tables share, written once."""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q


def ordered(low: str, high: str, name: str, what: str) -> CheckConstraint:
    """Hold low <= high wherever both are stated."""
    return CheckConstraint(
        condition=Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)}),
        name=name,
        violation_error_message=f"{what}: the low end is above the high end.",
    )


def together(first: str, second: str, name: str, what: str) -> CheckConstraint:
    """Hold two nullable columns together: both stated or neither."""
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
        violation_error_message=f"{what}: give both ends, or neither.",
    )


def has_unit(value: str, unit: str, name: str, what: str) -> CheckConstraint:
    """Hold that a stated value has its unit."""
    return CheckConstraint(
        condition=Q(**{f"{value}__isnull": True}) | ~Q(**{unit: ""}),
        name=name,
        violation_error_message=f"{what}: a value needs its unit.",
    )


def not_negative(column: str, name: str, what: str) -> CheckConstraint:
    """Hold that a stated number is not negative."""
    return CheckConstraint(
        condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0}),
        name=name,
        violation_error_message=f"{what}: not below zero.",
    )
