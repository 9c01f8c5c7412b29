#!/bin/sh
# Looks up known vulnerabilities of the pinned packages, and says so when it could not look.
# Exit status: 0 none known, 1 some found, 2 not looked up. Usage: scripts/audit.sh [requirements file ...]
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- requirements.txt requirements-dev.txt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
worst=0
for list in "$@"; do
    # Run from a place of its own: what audits is no package of the application.
    .venv/bin/uv tool run --quiet pip-audit --disable-pip --require-hashes --progress-spinner off \
        --format json --requirement "$list" >"$folder/found" 2>"$folder/said" || true
    status=0
    .venv/bin/python - "$list" "$folder/found" "$folder/said" <<'PYTHON' || status=$?
import json, pathlib, sys

name, found, said = sys.argv[1:]
try:
    packages = json.loads(pathlib.Path(found).read_text())["dependencies"]
except (ValueError, KeyError):
    print(f"{name}: not looked up: {(pathlib.Path(said).read_text().strip().splitlines() or ['no answer'])[-1]}")
    sys.exit(2)
unknown = [one["name"] for one in packages if "skip_reason" in one]
known = [one for one in packages if one.get("vulns")]
for one in known:
    for flaw in one["vulns"]:
        print(f"{name}: {one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no release'}")
if unknown:
    print(f"{name}: {len(unknown)} of {len(packages)} packages could not be looked up: {', '.join(unknown[:5])} ...")
if known:
    sys.exit(1)
if unknown:
    sys.exit(2)
print(f"{name}: {len(packages)} packages, no known vulnerability")
PYTHON
    [ "$status" = 0 ] || [ "$worst" = 1 ] || worst=$status
done
exit "$worst"
