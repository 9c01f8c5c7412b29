"""Says how many trial files there are and what their digest is, for a version of the data (docs/releasing.md).

``python scripts/data_version.py`` prints the line that fixtures/CHANGES.md keeps for each version.
"""

import sys
from hashlib import sha256
from pathlib import Path

TRIALS = Path(__file__).resolve().parent.parent / "fixtures" / "trials"


def digest_line(folder: Path = TRIALS) -> str:
    """Return number and SHA-256 of the trial files: of their names and bytes, in the order of the names."""
    paths = sorted(folder.glob("*.yaml"))
    mark = sha256()
    for path in paths:
        content = path.read_bytes()
        mark.update(f"{path.name}\0{len(content)}\0".encode())
        mark.update(content)
    return f"{len(paths)} trials, SHA-256 `{mark.hexdigest()}`"


if __name__ == "__main__":
    sys.stdout.write(f"{digest_line()}\n")
