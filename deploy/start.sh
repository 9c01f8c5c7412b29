#!/bin/sh
# What a container of the application does.
# Usage: start.sh prepare     tables, the trials that come with the project, derived figures; then ends. Repeat it freely.
#        start.sh serve       gunicorn; it expects that "prepare" has run
set -eu
umask 077
case "${1:-serve}" in
prepare)
    python manage.py migrate --noinput --verbosity 0
    python manage.py load_fixtures
    python manage.py rebuild_derived --if-older
    ;;
serve)
    exec python -m gunicorn --config config/gunicorn.py config.wsgi
    ;;
*)
    echo "start.sh: prepare or serve, not '$1'" >&2
    exit 2
    ;;
esac
