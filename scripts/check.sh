#!/bin/sh
# Every check that changes nothing, cheapest first; stops at the first that fails.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

step() {
    echo "--- $*"
    "$@"
}

# What a server would be told, so that the deployment checks look at the safe side of each setting.
deployed() {
    env -u DATABASE_URL -u DEBUG SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        ALLOWED_HOSTS=trials.example.org HTTPS_ONLY=on $bin/python manage.py "$@"
}

step $bin/ruff format --check --output-format concise .
step $bin/ruff check --quiet .
step $bin/lint-imports --no-cache --no-logo
step $bin/python scripts/dead_code.py
step $bin/djlint --lint --quiet templates
step deployed check --deploy --fail-level WARNING
step deployed makemigrations --check --dry-run
step $bin/mypy
echo "All checks passed."
