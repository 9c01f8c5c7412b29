#!/bin/sh
# Fills .venv with exactly the pinned packages; does nothing when they are there already.
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
    echo "    making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

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
    echo "    the pinned packages are installed already"
    exit 0
fi
echo "    installing the pinned packages (about 20 seconds to run, a minute more for development)"
for lock in $locks; do
    set -- "$@" -r "$lock"
done
[ "$kind" = run ] || shift # the word dev
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes "$@"
echo "$wanted" >".venv/installed-$kind"
[ "$kind" = run ] || digest requirements.txt >.venv/installed-run
