"""The repository itself: what may stand in templates and static files, and documents that cannot rot."""

import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parent.parent
LEFT_OUT = {".git", ".hypothesis", ".venv", "var", "node_modules", "__pycache__", "vendor"}
TEXT_SUFFIXES = {
    "", ".cfg", ".css", ".html", ".in", ".js", ".json", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml",
}  # fmt: skip
SERVED_SUFFIXES = {".css", ".js", ".svg", ".png", ".ico", ".woff2", ".webmanifest"}


def files(*places: str, suffixes: set[str] | None = None) -> list[Path]:
    """Return the project's files under the places, without what a machine makes for itself."""
    found = []
    for place in places:
        for folder, subfolders, names in os.walk(ROOT / place):
            subfolders[:] = [
                name for name in subfolders if name not in LEFT_OUT and not name.endswith(("_cache", ".egg-info"))
            ]
            found += [Path(folder) / name for name in names if name not in LEFT_OUT]
    return sorted(path for path in found if suffixes is None or path.suffix in suffixes)


def read(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def hits(pattern: str, paths: list[Path]) -> list[str]:
    """Return each place where the pattern is found, as file:line: text."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(read(path).splitlines(), start=1)
        if compiled.search(line)
    ]


# --- Templates and static files: nothing that the Content-Security-Policy would stop ---------------------------


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"<script(?![^>]*\bsrc=)", id="inline-script"),
        pytest.param(r"<style\b", id="inline-style"),
        pytest.param(r"[\s\"']style\s*=", id="style-attribute"),
        pytest.param(r"\s(on[a-z]+|hx-on[:a-z-]*)\s*=", id="event-attribute"),
        pytest.param(r"javascript:", id="javascript-address"),
        pytest.param(r"\bhx-trigger=\"[^\"]*\[", id="htmx-filter-needs-eval"),
        pytest.param(r"<(script|link|img|iframe|source|use)\b[^>]*(src|href)=[\"']?(https?:)?//", id="foreign-file"),
        pytest.param(r"\|\s*safe\b|autoescape\s+off", id="unescaped-text"),
    ],
)
def test_templates_and_pictures_hold_nothing_inline_or_foreign(pattern):
    paths = files("templates", "trials", "static", suffixes={".html", ".svg"})
    assert paths
    assert hits(pattern, paths) == []


def test_lines_of_templates_can_be_read():
    paths = files("templates", suffixes={".html", ".svg"})
    assert paths
    assert [line for path in paths for line in long_lines(path)] == []


def long_lines(path: Path) -> list[str]:
    """Return the places of lines of 160 signs and more: a newcomer reads the structure from the lines."""
    lines = enumerate(read(path).splitlines(), start=1)
    return [f"{path.relative_to(ROOT)}:{number}: {len(line)}" for number, line in lines if len(line) >= 160]


def test_styles_load_nothing_foreign():
    assert hits(r"(url\(\s*[\"']?|@import\s+[\"'])(https?:)?//", files("static", suffixes={".css"})) == []


def test_scripts_need_no_eval_and_set_no_style_text():
    assert hits(r"\beval\(|new Function\(|\.cssText|setAttribute\([\"']style", files("static", suffixes={".js"})) == []


def test_static_holds_only_what_pages_load():
    assert [str(path) for path in files("static") if path.suffix not in SERVED_SUFFIXES] == []


def test_every_static_file_that_a_template_names_exists():
    named = set()
    for path in files("templates", suffixes={".html"}):
        named |= set(re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", read(path)))
    assert named
    assert {name for name in named if finders.find(name) is None} == set()


# --- Source: layers that imports alone do not show --------------------------------------------------------------


def test_core_reads_no_file_by_path_and_no_clock():
    pattern = r"\bopen\(|\.(read|write)_(text|bytes)\(|\b(date\.today|datetime\.(now|utcnow))\("
    own_data = re.compile(r"resources\.files\(|joinpath\(|\bresources\b")
    found = [line for line in hits(pattern, files("trials/domain", suffixes={".py"})) if not own_data.search(line)]
    assert found == []


def test_no_file_names_a_machine_or_its_network():
    # Written in pieces, so that this file does not name them either.
    folders = "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me/[a-z]"])
    hosts = "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"])
    paths = [path for path in files(".") if path.suffix in TEXT_SUFFIXES]
    assert len(paths) > 30
    assert hits(rf"(?<![\w.}}*-])/({folders})/|{hosts}", paths) == []


def test_no_leftovers_of_editors_and_merges():
    assert [str(path) for path in files(".") if path.name.endswith(("~", ".orig", ".rej", ".swp", ".bak"))] == []
    paths = [path for path in files(".") if path.suffix in TEXT_SUFFIXES]
    assert hits(r"^(<{7}|>{7}) ", paths) == []


# --- Requirements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_has_its_reason_and_is_pinned_with_hashes(name):
    wanted = [line for line in read(f"{name}.in").splitlines() if line and not line.startswith(("#", "-c"))]
    assert wanted
    assert [line for line in wanted if not re.search(r"\s# \S", line)] == []
    pinned = dict(re.findall(r"^([a-z0-9_.-]+)(?:\[[^\]]*\])?==(\S+)", read(f"{name}.txt").lower(), re.MULTILINE))
    named = [re.match(r"[\w.-]+", line).group().lower() for line in wanted]
    assert [package for package in named if package not in pinned] == []
    blocks = re.split(r"\n(?=[A-Za-z0-9])", read(f"{name}.txt"))
    assert [block.split("\n")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_packages_in_both_locks_have_one_version():
    pins = [
        dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", read(f"requirements{x}.txt"), re.MULTILINE)) for x in ("", "-dev")
    ]
    both = pins[0].keys() & pins[1].keys()
    assert "django" in both
    assert {name for name in both if pins[0][name] != pins[1][name]} == set()


# --- Documents -------------------------------------------------------------------------------------------------


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *files("docs", "fixtures", "tests", suffixes={".md"})]


def headings(path: Path) -> set[str]:
    """Return the anchors of a document's headings: small letters, hyphens for spaces, no other signs."""
    titles = re.findall(r"^#+ (.+)$", read(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def make_targets() -> list[str]:
    return re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE)


def commands() -> list[str]:
    return sorted(path.stem for path in (ROOT / "trials/management/commands").glob("[a-z]*.py"))


def test_every_make_target_has_its_line_of_help():
    described = re.findall(r"^([a-z][a-z-]*):.* ## \S", read("Makefile"), re.MULTILINE)
    assert described == make_targets()


@pytest.mark.parametrize("target", make_targets())
def test_make_target_is_in_the_readme_or_the_guide(target):
    assert f"make {target}" in read("README.md") + read("CONTRIBUTING.md")


def test_every_management_command_is_documented():
    text = "\n".join(read(path) for path in documents())
    assert [name for name in commands() if name not in text] == []


def test_every_variable_is_documented():
    source = "\n".join(read(path) for path in files("config", suffixes={".py"}))
    names = set(re.findall(r"read_(?:text|list|flag)\(\s*\"([A-Z_]+)\"|os\.environ\.get\([\"']([A-Z_]+)[\"']", source))
    variables = {first or second for first, second in names}
    assert {"SECRET_KEY", "DEBUG", "PORT"} <= variables
    assert {name for name in variables if f"`{name}`" not in read("docs/configuration.md")} == set()


def test_every_document_can_be_found_from_the_readme():
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.suffix != ".md" or not path.exists():
            continue
        seen.add(path)
        waiting += [(path.parent / link).resolve() for link in links(path)]
    assert [str(path.relative_to(ROOT)) for path in documents() if path.resolve() not in seen] == []


def links(path: Path) -> list[str]:
    """Return the targets of a document's links to files of the project."""
    found = re.findall(r"\]\(([^)\s]+)\)", read(path))
    return [link.split("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]


def test_every_link_to_a_file_leads_somewhere():
    broken = [
        f"{path.relative_to(ROOT)} -> {link}"
        for path in documents()
        for link in links(path)
        if not (path.parent / link).exists()
    ]
    assert broken == []


def test_every_link_into_a_document_leads_to_a_heading():
    broken = [
        f"{path.relative_to(ROOT)} -> {link}"
        for path in documents()
        for link in re.findall(r"\]\(([^)\s:]*#[^)\s]+)\)", read(path))
        if link.split("#")[1] not in headings(path.parent / (link.split("#")[0] or path.name))
    ]
    assert broken == []


def test_documents_name_only_files_that_exist():
    # Decisions and the change log speak of their day, not of today.
    paths = [path for path in documents() if path.parent.name != "adr" and path.name != "CHANGELOG.md"]
    folders = "trials|config|templates|static|fixtures|scripts|tests|docs|benchmarks"
    named = [(path, name) for path in paths for name in re.findall(rf"`((?:{folders})/[\w./-]*)`", read(path))]
    assert len(named) > 50
    gone = [(path, name) for path, name in named if not any(place.exists() for place in meant(name))]
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in gone] == []


def meant(name: str) -> tuple[Path, ...]:
    """Return where a document may mean: the file, a module without its ending, a template as Django names it."""
    return ROOT / name, ROOT / f"{name}.py", ROOT / "templates" / name


def test_every_how_to_stands_in_the_index():
    index = read("docs/README.md")
    written = sorted(path.name for path in (ROOT / "docs").glob("*.md") if path.name != "README.md")
    assert len(written) > 10
    assert [name for name in written if f"({name})" not in index] == []


def test_every_decision_is_listed():
    index = read("docs/adr/README.md")
    records = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert records
    assert [name for name in records if f"({name})" not in index] == []
    numbers = [int(name[:4]) for name in records]
    assert numbers == sorted(set(numbers)), "each number is given once"


def test_changelog_says_what_is_new():
    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", read("CHANGELOG.md"), re.MULTILINE)


def test_ci_script_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
