"""What every test may ask for: a browser, pages in both colour schemes where axe judges them, and axe itself.

A page collects what the browser complains about (faults in scripts, whatever the Content-Security-Policy stopped) in
`page.errors`, and the test fails at its end if anything is there. A test that expects a complaint, such as the one
about an answer of status 404, empties the list: `page.errors.clear()`.

Never use `page.wait_for_function("...")`: it evaluates text, which the policy stops. Use `expect(locator)`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests import long_forms
from tests.evidence import _own_database, _server, django_db_setup, evidence_db, evidence_server  # noqa: F401 - fixtures
from tests.writes import WriteGuard

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
# Two of the browser's own surfaces start with every window and take as long as the page. A second list of this kind
# replaces Playwright's: what matters of that one here stands before them.
CHROMIUM_FLAGS.append(
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,OptimizationHints,MediaRouter,"
    "ThirdPartyStoragePartitioning,DestroyProfileOnBrowserClose,WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# A database or a busy machine makes single examples slow; in CI the same examples are tried each time.
hypothesis.settings.register_profile(
    "suite",
    deadline=None,
    derandomize="CI" in os.environ and not long_forms.SOAKING,
    max_examples=long_forms.examples(100),
)
hypothesis.settings.load_profile("suite")

_GUARD = WriteGuard()


@receiver(connection_created)
def _watch_writes(connection: Any, **kwargs: Any) -> None:
    if _GUARD not in connection.execute_wrappers:
        connection.execute_wrappers.append(_GUARD)


@pytest.fixture(autouse=True)
def _only_actions_write() -> Iterator[None]:
    """Fail a test in which something else than an action wrote to the tables of trials, also in a server's thread."""
    _GUARD.seen.clear()
    yield
    assert _GUARD.seen == []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave long forms to `make soak`."""
    long_forms.keep(config, items)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine: the variable CHROMIUM, or the first known name on the PATH."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.fail("No Chromium found: install it or set CHROMIUM=/path/to/chrome ('make test' does that).")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the whole run of a worker."""
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, for which Django would refuse its database calls.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages with any options of a browser context, such as `java_script_enabled=False`."""
    pages: list[Page] = []

    def open_page(**options: Any) -> Page:
        page = browser.new_context(**{"reduced_motion": "reduce", **options}).new_page()
        page.set_default_timeout(10_000)
        page.errors = []

        def note(message: ConsoleMessage) -> None:
            if message.type == "error":
                page.errors.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        pages.append(page)
        return page

    yield open_page
    complaints = [complaint for page in pages for complaint in page.errors]
    for page in pages:
        page.context.close()
    assert complaints == []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for a page in each colour scheme where colours are judged; what a page does is the same in both."""
    if {"page", "new_page"} <= set(metafunc.fixturenames):  # a module may have another thing by that name
        schemes = ["light", "dark"] if "axe" in metafunc.fixturenames else ["light"]
        metafunc.parametrize("page", schemes, indirect=True)


@pytest.fixture
def page(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """A page on a desktop screen, with axe once in each colour scheme."""
    return new_page(color_scheme=request.param)


@pytest.fixture
def narrow_page(new_page: Callable[..., Page]) -> Page:
    """A page 320 CSS pixels wide, where everything must still fit without scrolling sideways."""
    return new_page(viewport={"width": 320, "height": 640})


@pytest.fixture
def page_without_scripts(new_page: Callable[..., Page]) -> Page:
    """A page in a browser that runs no JavaScript."""
    return new_page(java_script_enabled=False)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[tuple[str, list[str]]]]:
    """Find what breaks WCAG 2.2 AA in a page: pairs of a rule and the elements that break it."""
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[tuple[str, list[str]]]:
        page.evaluate(source)  # through the debugging protocol, which the policy does not stop
        # Naming each element that passes takes axe twice as long as finding those that do not.
        found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", WCAG_22_AA)
        assert found["passes"], "axe looked at nothing"
        return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]]

    return violations
