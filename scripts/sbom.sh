#!/bin/sh
# Writes the software bill of materials (CycloneDX, JSON) of what the application runs on. Usage: scripts/sbom.sh FILE
set -eu
cd "$(dirname "$0")/.."
file=${1:-var/sbom.json}
mkdir -p "$(dirname "$file")"
.venv/bin/uv tool run --quiet --from cyclonedx-bom cyclonedx-py requirements requirements.txt \
    --pyproject pyproject.toml --mc-type application --output-reproducible --of JSON --output-file "$file"
echo "$file: $(.venv/bin/python -c 'import json, sys; print(len(json.load(open(sys.argv[1]))["components"]))' "$file") components"
