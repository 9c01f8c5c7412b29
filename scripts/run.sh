#!/bin/sh
# Prepares everything and serves the application on this machine. Safe to repeat: what is there stays.
# Usage: scripts/run.sh          the real application under gunicorn
#        scripts/run.sh dev      the development server: reloads on each change, shows faults in the page
set -eu
cd "$(dirname "$0")/.."
HOST=${HOST:-127.0.0.1}
PORT=${PORT:-8000}
export HOST PORT

# Says what a command did in the step's one line: the last line that it printed. Its errors stand as they are.
said() {
    last=$("$@") || {
        status=$?
        printf '%s\n' "$last" >&2
        return $status
    }
    printf '%s' "$last" | sed -n '$ s/^ *//p'
}

printf '1/5 '
scripts/install.sh

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
        sys.exit(f"{host}:{port} cannot be used ({error.strerror}). Stop what runs there, or choose another: make run PORT=8001")
PYTHON
if [ -n "${DATABASE_URL:-}" ]; then
    echo "2/5 Settings: the database that DATABASE_URL names"
else
    echo "2/5 Settings: the database is the SQLite file ${VAR_DIR:-var}/armwise.sqlite3"
fi

printf '3/5 Database tables: '
.venv/bin/python manage.py migrate --noinput --verbosity 0
echo "up to date"

printf '4/5 Trials: '
loaded="none loaded"
if [ -n "${FIXTURES:-}" ]; then
    # shellcheck disable=SC2086
    loaded=$(said .venv/bin/python manage.py $FIXTURES)
fi
echo "$loaded; $(said .venv/bin/python manage.py rebuild_derived --if-older)"

if [ "${1:-}" = dev ]; then
    echo "5/5 Serving http://$HOST:$PORT/ with reloading (Ctrl-C stops it)"
    exec .venv/bin/python manage.py runserver "$HOST:$PORT"
fi
echo "5/5 Static files, then serving http://$HOST:$PORT/ (Ctrl-C stops it)"
.venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0
exec .venv/bin/python -m gunicorn --config config/gunicorn.py config.wsgi
