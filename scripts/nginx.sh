#!/bin/sh
# Prints the path of an nginx for the trial of the proxy; installs Debian's where it may.
set -eu
export PATH="$PATH:/usr/sbin"
if command -v nginx; then
    exit 0
fi
if command -v apt-get >/dev/null 2>&1; then
    as_root=
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    if $as_root true 2>/dev/null; then
        echo "    installing nginx with apt-get" >&2
        $as_root apt-get update -qq >&2 &&
            DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends nginx-light >&2 &&
            command -v nginx && exit 0
    fi
fi
echo "The trial of the proxy needs nginx, and none was found (Debian: apt-get install nginx-light)." >&2
exit 1
