"""Made-up studies in the shape of ClinicalTrials.gov API v2, as small as a test needs them."""

from typing import Any


def arm(label: str, description: str = "", role: str = "EXPERIMENTAL", gets: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an arm group; `gets` are names of interventions that the record links to it."""
    links = [f"Biological: {name}" for name in gets]
    return {"label": label, "type": role, "description": description} | ({"interventionNames": links} if links else {})


def gives(name: str, description: str = "", kind: str = "BIOLOGICAL", to: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an intervention; `to` are labels of arms that the record links to it."""
    return {"type": kind, "name": name, "description": description} | ({"armGroupLabels": list(to)} if to else {})


def study(
    arms: list[dict[str, Any]],
    interventions: list[dict[str, Any]],
    title: str = "",
    summary: str = "",
    details: str = "",
) -> dict[str, Any]:
    """Return a study with the given arms, interventions and words."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT00000000", "briefTitle": title},
            "descriptionModule": {"briefSummary": summary, "detailedDescription": details},
            "armsInterventionsModule": {"armGroups": arms, "interventions": interventions},
        }
    }
