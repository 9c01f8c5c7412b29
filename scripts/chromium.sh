#!/bin/sh
# Prints the path of a Chromium or Chrome for the browser tests; installs Debian's where it may.
set -eu

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" && exit 0
    echo "CHROMIUM names '$CHROMIUM', which cannot be run." >&2
    exit 1
fi
for name in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if command -v "$name" >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done

if command -v apt-get >/dev/null 2>&1; then
    as_root=
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    if $as_root true 2>/dev/null; then
        echo "    installing chromium with apt-get" >&2
        $as_root apt-get update -qq >&2 &&
            DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium >&2 &&
            command -v chromium && exit 0
    fi
fi
echo "The browser tests need Chromium or Chrome, and none was found." >&2
echo "Install it (Debian: apt-get install chromium), or name one: make test CHROMIUM=/path/to/chrome" >&2
exit 1
