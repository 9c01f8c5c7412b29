# Every task of the project. `make help` lists them; the longer ones live in scripts/.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
# The management command that loads the trials which come with the project; `make run FIXTURES=` loads none.
FIXTURES ?= load_fixtures
# More for pytest, for example: make test TESTS="tests/test_health.py -k pending"
TESTS ?=

export PYTHON HOST PORT FIXTURES

BIN := .venv/bin
LOCAL := . scripts/local-env.sh &&
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url
PYTEST := env -u DATABASE_URL $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help install install-dev run dev createadmin backup test test-sqlite test-postgresql soak try-proxy try-outages try-edits try-load check audit sbom \
	fix lock bench clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## Install what the application needs to run into .venv
	@scripts/install.sh

install-dev: ## Install that and what checking and testing need
	@scripts/install.sh dev

run: ## Prepare everything and serve the application at http://127.0.0.1:8000/ (repeat it freely: your data stays)
	@scripts/run.sh

dev: ## The same with reloading on each change and faults shown in the page
	@scripts/run.sh dev

createadmin: install ## Make the account of an administrator (asks for a name and a password)
	@$(LOCAL) $(BIN)/python manage.py migrate --noinput --verbosity 0
	@$(LOCAL) $(BIN)/python manage.py createsuperuser

backup: install ## Write a backup of the database (FILE=where; a new file under var/backups)
	@file="$(FILE)"; [ -n "$$file" ] || { mkdir -p -m 700 "$${VAR_DIR:-var}/backups"; \
		file="$${VAR_DIR:-var}/backups/armwise-$$(date -u +%Y%m%d-%H%M%S).backup"; }; \
	$(LOCAL) $(BIN)/python manage.py backup "$$file"

test: test-sqlite test-postgresql ## Run every test on SQLite and on PostgreSQL, in a real browser too

test-sqlite: install-dev ## Run every test on SQLite
	@CHROMIUM="$$(scripts/chromium.sh)" && export CHROMIUM && $(PYTEST) $(TESTS)

# The pure core knows no database: its tests run once, with SQLite; so do accessibility and phone width (tests/pgplugin.py).
test-postgresql: install-dev ## Run every test that meets a database on a PostgreSQL server that is started for it
	@CHROMIUM="$$(scripts/chromium.sh)" && export CHROMIUM && $(PYTEST) -p tests.pgplugin --pg $(or $(TESTS),--ignore=tests/domain)

# Only what has a long form: marked `soak`, or a test of properties, which tries 20 times as many examples then.
soak: install-dev ## Run the long forms of tests on both databases: kills, thousands of edits and files, long fuzz
	@SOAK=1 $(PYTEST) --durations=0 --durations-min=60 $(TESTS)
	@SOAK=1 $(PYTEST) --durations=0 --durations-min=60 -p tests.pgplugin --pg $(or $(TESTS),--ignore=tests/domain)

try-proxy: install-dev ## Try the pieces of deploy/ as processes: true addresses, forged headers, slow clients, large bodies
	@scripts/nginx.sh >/dev/null && $(BIN)/python -m benchmarks.behind_proxy

try-outages: install-dev ## Fill the disk of the database and stop its server under a running site, and see it come back
	@$(BIN)/python -m benchmarks.outages

try-edits: install-dev ## A thousand edits of one trial by four curators at once, on both databases: none may be lost
	@$(BIN)/python -m benchmarks.lost_edits && $(BIN)/python -m benchmarks.lost_edits --pg

try-load: install-dev ## Fifty people for a minute, on both databases: pages a second, the slowest, errors, memory
	@$(BIN)/python -m benchmarks.load && $(BIN)/python -m benchmarks.load --pg

audit: install-dev ## Look up known vulnerabilities of the pinned packages; says when it could not look
	@scripts/audit.sh

sbom: install-dev ## Write the bill of materials of what the application runs on to var/sbom.json
	@scripts/sbom.sh

check: install-dev ## Check formatting, lint, layers, templates, settings, migrations and types; changes nothing
	@scripts/check.sh

fix: install-dev ## Repair what the formatter and the linter can repair
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

lock: install-dev ## Pin the packages of requirements*.in anew (LOCK_ARGS=--upgrade takes the newest)
	@$(LOCK) $(LOCK_ARGS) requirements.in -o requirements.txt
	@$(LOCK) $(LOCK_ARGS) requirements-dev.in -o requirements-dev.txt

bench: install-dev ## Run the benchmarks
	@found=; for file in $$(grep -l __main__ benchmarks/*.py | grep -v behind_proxy); do \
		found=yes; echo "--- $$file"; \
		$(BIN)/python -m "benchmarks.$$(basename $$file .py)" || exit 1; \
	done; [ -n "$$found" ] || echo "There are no benchmarks yet."

clean: ## Remove .venv, caches and collected static files; the database and the secret key stay
	@rm -rf .venv var/static .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
