"""How many studies a second the regimen readers read, and how long a megabyte of nasty text takes.

python -m benchmarks.extraction STUDIES.jsonl    one API v2 study a line; without a file, made-up ones are read
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from trials.domain.extraction.doses import read_doses
from trials.domain.extraction.eligibility import read_criteria
from trials.domain.extraction.endpoints import read_concept
from trials.domain.extraction.limits import read_thresholds
from trials.domain.extraction.routes import read_route
from trials.domain.extraction.schedules import read_schedule
from trials.domain.extraction.study import read_study
from trials.domain.extraction.times import read_timeframe

READERS = (read_doses, read_schedule, read_route, read_criteria, read_thresholds, read_timeframe, read_concept)
NASTY = {
    "powers": "1×10^6 ",
    "schedules": "once a week for 4 weeks and ",
    "brackets": "(",
    "digits": "1 2 3 ",
    "routes": "iv ",
    "moments": "1 d (",
}


def made_up(number: int) -> dict[str, Any]:
    """Return a study of ordinary length."""
    prose = "Patients will receive mesenchymal cells by a peripheral vein and will be followed for 24 weeks. " * 12
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT{number:08}", "briefTitle": "Cord MSC in liver failure"},
            "descriptionModule": {"briefSummary": prose, "detailedDescription": prose},
            "armsInterventionsModule": {
                "armGroups": [
                    {"label": "MSC", "type": "EXPERIMENTAL", "description": "1×10^6 cells/kg weekly for 4 weeks"},
                    {"label": "Control", "type": "NO_INTERVENTION", "description": "usual care"},
                ],
                "interventions": [
                    {
                        "type": "BIOLOGICAL",
                        "name": "UC-MSC",
                        "description": "allogeneic, thawed",
                        "armGroupLabels": ["MSC"],
                    }
                ],
            },
        }
    }


def main(arguments: list[str]) -> None:
    """Print studies a second and seconds a megabyte, in processor time."""
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines() if arguments else []
    studies = [json.loads(line) for line in lines] or [made_up(number) for number in range(600)]
    for record in studies[:20]:
        read_study(record)
    start = time.process_time()
    for record in studies:
        read_study(record)
    print(f"{len(studies)} studies: {len(studies) / (time.process_time() - start):.0f} a second")
    for name, piece in NASTY.items():
        text = piece * (1_000_000 // len(piece))
        for read in READERS:
            start = time.process_time()
            read(text)
            print(f"1 MB of {name}: {read.__name__} {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
