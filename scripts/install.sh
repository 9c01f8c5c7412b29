#!/bin/sh
# Fills .venv with exactly the pinned packages; does nothing when they are there already. Says what it did in one line;
# what pip has to say is kept in .venv/install.log and shown when it fails.
# Usage: scripts/install.sh          what the application needs to run
#        scripts/install.sh dev      that, and what checking and testing need
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed, and none was found." \
        "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name one: make install PYTHON=/path/to/python3"
}

make_environment() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "$python cannot make a virtual environment: its 'venv' or 'ensurepip' part is not installed." \
            "Debian, Ubuntu: apt-get install python3-venv.  Then try again."
    printf '.venv made with %s, ' "$("$python" --version)"
    "$python" -m venv --clear .venv
}

printf 'Packages: '
.venv/bin/python -c 'import pip' >/dev/null 2>&1 || make_environment

locks=requirements.txt
kind=run
if [ "${1:-}" = dev ]; then
    locks="requirements.txt requirements-dev.txt"
    kind=dev
fi
digest() {
    # shellcheck disable=SC2068
    .venv/bin/python -c 'import hashlib, pathlib, sys
print(hashlib.sha256(b"".join(pathlib.Path(name).read_bytes() for name in sys.argv[1:])).hexdigest())' $@
}
wanted=$(digest $locks)
if [ "$(cat ".venv/installed-$kind" 2>/dev/null || true)" = "$wanted" ]; then
    echo "installed already"
    exit 0
fi
printf 'installing what is pinned (about 20 seconds to run, a minute more for development) ... '
for lock in $locks; do
    set -- "$@" -r "$lock"
done
[ "$kind" = run ] || shift # the word dev
# A package index may have warnings for every package: they matter when something went wrong.
if ! .venv/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes "$@" \
    >.venv/install.log 2>&1; then
    echo "failed"
    tail -n 40 .venv/install.log >&2
    fail "The packages could not be installed: see above, and .venv/install.log for all that pip said."
fi
echo "done"
echo "$wanted" >".venv/installed-$kind"
[ "$kind" = run ] || digest requirements.txt >.venv/installed-run
