"""Fingerprints of the code: they cover all that data and pages rest on, and are made once a process."""

import grimp
import pytest

from trials import fingerprints
from trials.fingerprints import DERIVED_FROM, data_fingerprint, pages_fingerprint


def test_all_that_storing_and_deriving_can_reach_is_in_the_fingerprint():
    graph = grimp.build_graph("trials", cache_dir=None)
    reached, waiting = set(), ["trials.actions.store_trial", "trials.actions.derived", "trials.domain.record.yaml"]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += graph.find_modules_directly_imported_by(module)
    assert len(reached) > 40
    places = {name.removesuffix(".py").replace("/", ".") for name in DERIVED_FROM if name.startswith("trials/")}

    def covered(module):
        return any(module == place or module.startswith(f"{place}.") for place in places)

    assert sorted(module for module in reached if not covered(module)) == []


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two files."""
    (tmp_path / "trials" / "models").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "trials" / "models" / "arm.py").write_text("dose = 1")
    (tmp_path / "templates" / "page.html").write_text("<p>")
    monkeypatch.setattr(fingerprints, "_PROJECT", tmp_path)
    for made in (data_fingerprint, pages_fingerprint):
        made.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for made in (data_fingerprint, pages_fingerprint):
        made.cache_clear()


def both():
    for made in (data_fingerprint, pages_fingerprint):
        made.cache_clear()
    return data_fingerprint(), pages_fingerprint()


def test_code_of_data_changes_both_and_a_template_only_that_of_pages(project):
    data, pages = both()
    (project / "templates" / "page.html").write_text("<b>")
    assert both()[0] == data
    assert both()[1] != pages
    (project / "trials" / "models" / "arm.py").write_text("dose = 2")
    assert both()[0] != data


def test_name_of_a_file_counts(project):
    before = both()
    (project / "trials" / "models" / "arm.py").rename(project / "trials" / "models" / "arms.py")
    assert both() != before


def test_file_replaced_under_a_running_process_changes_nothing(project):
    before = both()
    (project / "trials" / "models" / "arm.py").write_text("dose = 3")
    assert (data_fingerprint(), pages_fingerprint()) == before
