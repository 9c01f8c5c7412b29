#!/bin/sh
# Prepares everything and serves the application on this machine. Safe to repeat: what is there stays.
# Usage: scripts/run.sh          the real application under gunicorn
#        scripts/run.sh dev      the development server: reloads on each change, shows faults in the page
set -eu
cd "$(dirname "$0")/.."
HOST=${HOST:-127.0.0.1}
PORT=${PORT:-8000}
export HOST PORT

echo "1/5 Packages"
scripts/install.sh

echo "2/5 Settings"
[ "${1:-}" = dev ] && export DEBUG=on
. scripts/local-env.sh
.venv/bin/python - "$HOST" "$PORT" <<'PYTHON'
import socket, sys
host, port = sys.argv[1], int(sys.argv[2])
with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, port))
    except OSError as error:
        sys.exit(f"    {host}:{port} cannot be used ({error.strerror}). Stop what runs there, or choose another: make run PORT=8001")
PYTHON
if [ -n "${DATABASE_URL:-}" ]; then
    echo "    database: the one that DATABASE_URL names"
else
    echo "    database: the SQLite file ${VAR_DIR:-var}/armwise.sqlite3"
fi

echo "3/5 Database tables"
.venv/bin/python manage.py migrate --noinput --verbosity 0

echo "4/5 Trials"
if [ -n "${FIXTURES:-}" ]; then
    .venv/bin/python manage.py $FIXTURES
else
    echo "    none loaded"
fi
.venv/bin/python manage.py rebuild_derived --if-older

if [ "${1:-}" = dev ]; then
    echo "5/5 Serving http://$HOST:$PORT/ with reloading (Ctrl-C stops it)"
    exec .venv/bin/python manage.py runserver "$HOST:$PORT"
fi
echo "5/5 Static files, then serving http://$HOST:$PORT/ (Ctrl-C stops it)"
.venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0
exec .venv/bin/python -m gunicorn --config config/gunicorn.py config.wsgi
