"""Tests in two lengths: seconds in each run, minutes under `make soak`.

A test that only has a long form is marked `soak`. A test of properties (hypothesis) has both: `tried(60)` tries 60
examples in each run, and many times as many under `make soak`, always others.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

#: How many times as many examples `make soak` tries.
TIMES = 20
SOAKING = "SOAK" in os.environ


def examples(number: int) -> int:
    """Return how many examples to try where each run tries so many."""
    return number * TIMES if SOAKING else number


def tried(number: int) -> settings:
    """Return hypothesis settings that try so many examples in each run. A busy machine is no failure."""
    relaxed = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=examples(number), deadline=None, suppress_health_check=relaxed)


def keep(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long forms out of a run; with SOAK set keep them and the tests of properties alone."""
    kept: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        has_long_form_only = item.get_closest_marker("soak") is not None
        has_both = bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))
        wanted = has_long_form_only or has_both if SOAKING else not has_long_form_only
        (kept if wanted else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = kept
