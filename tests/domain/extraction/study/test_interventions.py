"""Components: kinds of interventions, arms with and without cells, and which product belongs to which arm."""

import pytest

from tests.domain.extraction.studies import arm, gives, study
from trials.domain.extraction.study import intervention_kind, read_study, says_cells
from trials.domain.vocabulary import InterventionKind


@pytest.mark.parametrize(
    ("name", "description", "kind"),
    [
        pytest.param("hUC-MSC", "", "MSC", id="msc"),
        pytest.param("XY-17", "stromal cells of fat, thawed", "MSC", id="code-name-with-description"),
        pytest.param("MSC exosomes", "", "MSC", id="vesicles"),
        pytest.param("Conventional therapy plus MSC", "", "MSC", id="care-plus-msc"),
        pytest.param("MSC or placebo", "", "MSC", id="either"),
        pytest.param("Bone marrow mononuclear cells", "", "OTHER_CELLS", id="mononuclear"),
        pytest.param("Hematopoietic stem cell transplantation", "", "OTHER_CELLS", id="graft"),
        pytest.param("Placebo (no MSC)", "", "PLACEBO", id="placebo"),
        pytest.param("Normal saline", "", "PLACEBO", id="saline"),
        pytest.param("Placebo", "saline in place of MSC", "PLACEBO", id="placebo-that-names-cells"),
        pytest.param("Plasma exchange", "", "PLASMA_EXCHANGE", id="plasma-exchange"),
        pytest.param("G-CSF", "", "G_CSF", id="g-csf"),
        pytest.param("Standard medical treatment", "", "STANDARD_CARE", id="care"),
        pytest.param("Bone marrow aspiration", "", "OTHER", id="harvest"),
        pytest.param("ADRC injection", "", "OTHER_CELLS", id="regenerative-cells-of-fat"),
        pytest.param("Blood sampling", "samples to study stem cells", "OTHER", id="sampling"),
    ],
)
def test_intervention_kind(name, description, kind):
    assert intervention_kind(name, description) is InterventionKind(kind)


def test_intervention_kind_falls_back_on_the_registry_type():
    assert intervention_kind("Entecavir", "tablets", "DRUG") is InterventionKind.DRUG
    assert intervention_kind("Counselling", "", "BEHAVIORAL") is InterventionKind.OTHER


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param("gets mesenchymal cells", True, id="msc"),
        pytest.param("gets 2 million cells/kg", True, id="only-a-dose"),
        pytest.param("saline without mesenchymal cells", False, id="without"),
        pytest.param("no transplantation of hUC-MSCs", False, id="no"),
        pytest.param("will not receive stem cells", False, id="not-receive"),
        pytest.param("conditioned medium of stem cells", False, id="medium-of-cells"),
        pytest.param("stem cell-derived healing powder", False, id="powder-of-cells"),
        pytest.param("a molecule that directs endogenous mesenchymal stem cells to bone", False, id="own-cells"),
        pytest.param("secretome - mesenchymal stem cell group", False, id="secretome-with-a-dash"),
        pytest.param("pre-osteoblastic cells", True, id="osteoblastic"),
        pytest.param("fibroblast growth factor", False, id="growth-factor"),
        pytest.param("fat graft withiut enrichment with mesenchymal cells", False, id="without-misspelt"),
        pytest.param("a healing factor derived from mesenchymal cells", False, id="factor-of-cells"),
        pytest.param("non-mesenchymal cell group: tablets", False, id="non-mesenchymal"),
        pytest.param("allogeneic hematopoietic stem cell transplant", False, id="graft"),
        pytest.param("tablets", False, id="nothing"),
    ],
)
def test_says_cells(text, answer):
    assert says_cells(text) is answer


def counts(record):
    """Return the number of cell regimens of each arm."""
    return [len(reading.regimens) for reading in read_study(record).arms]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            study([arm("A", gets=("MSC",)), arm("B", role="NO_INTERVENTION")], [gives("MSC", to=("A",))]),
            [1, 0],
            id="linked",
        ),
        pytest.param(
            study(
                [arm("A", gets=("MSC",)), arm("Controls", "usual drugs", "OTHER", ("MSC",))],
                [gives("MSC", to=("A", "Controls"))],
            ),
            [1, 0],
            id="control-linked-by-mistake",
        ),
        pytest.param(
            study([arm("Saline arm", "1×10^6 cells/kg MSC as in the other arm", "PLACEBO_COMPARATOR")], [gives("MSC")]),
            [0],
            id="placebo-arm-that-repeats-the-cells",
        ),
        pytest.param(
            study(
                [arm("MSC arm"), arm("Steroid arm", "", "ACTIVE_COMPARATOR")],
                [gives("MSC"), gives("Steroid", kind="DRUG")],
            ),
            [1, 0],
            id="not-linked-at-all",
        ),
        pytest.param(
            study(
                [
                    arm("Plasma gel", "plasma gel alone", "ACTIVE_COMPARATOR", ("MSC",)),
                    arm("MSC with gel", "MSC", "ACTIVE_COMPARATOR"),
                ],
                [gives("MSC", to=("Plasma gel",)), gives("Plasma gel", kind="DRUG")],
            ),
            [0, 1],
            id="linked-to-the-wrong-arm",
        ),
        pytest.param(
            study([arm("Low dose"), arm("High dose"), arm("Placebo", role="PLACEBO_COMPARATOR")], [gives("MSC")]),
            [1, 1, 0],
            id="dose-arms",
        ),
        pytest.param(study([], [gives("MSC"), gives("Drug", kind="DRUG")]), [1], id="no-arms"),
        pytest.param(study([], [gives("Aspirin", kind="DRUG")]), [0], id="no-arms-no-cells"),
        pytest.param(
            study([arm("ABC-1")], [gives("ABC-1")], summary="ABC-1 is made of mesenchymal cells."),
            [1],
            id="code-name-told-in-the-summary",
        ),
        pytest.param(
            study(
                [arm("Both", gets=("Graft", "MSC"))],
                [
                    gives("Graft", "stem cell transplantation", "PROCEDURE", ("Both",)),
                    gives("MSC", "mesenchymal", to=("Both",)),
                ],
            ),
            [1],
            id="graft-beside-msc",
        ),
        pytest.param(
            study(
                [arm("Paste A", gets=("Marker levels",))],
                [gives("Marker levels", "gene expression", "DRUG", ("Paste A",))],
                title="Pastes and mesenchymal cells of teeth",
            ),
            [0],
            id="test-named-as-a-drug",
        ),
        pytest.param(
            study(
                [arm("Glue", gets=("Wound factor from stem cells",))],
                [gives("Wound factor from stem cells", to=("Glue",))],
                title="A factor from mesenchymal cells",
            ),
            [0],
            id="factor-of-cells",
        ),
        pytest.param(
            study(
                [arm("Physiotherapy alone", gets=("MSC",)), arm("Physiotherapy with MSC")],
                [gives("MSC", to=("Physiotherapy alone",))],
            ),
            [0, 1],
            id="one-thing-alone",
        ),
        pytest.param(
            study([arm("Group B", "Group B - placebo; later MSC may be given"), arm("Group A", "MSC")], [gives("MSC")]),
            [0, 1],
            id="placebo-after-the-name-of-the-group",
        ),
        pytest.param(
            study([arm("2", "Low dose MPCs"), arm("1", "Bone graft")], [gives("XY-9 with granules")]),
            [1, 0],
            id="cells-named-in-the-arm-alone",
        ),
        pytest.param(
            study(
                [arm("Eyes", "XY-8 Inj. 5 drops")],
                [gives("XY-8 Inj.")],
                details="XY-8 Inj. is new. Each vial of XY-8 Inj. holds MSC.",
            ),
            [1],
            id="code-name-told-at-its-second-place",
        ),
        pytest.param(
            study([arm("Late", "patients with high concentrations of stem cells in the joint", "")], []),
            [0],
            id="cells-found-not-given",
        ),
        pytest.param(
            study(
                [arm("Samples", "marrow sample with stem cells")],
                [gives("Blood sample", kind="OTHER", to=("Samples",))],
            ),
            [0],
            id="samples-only",
        ),
    ],
)
def test_arms_that_get_cells(record, expected):
    assert counts(record) == expected


def doses(record):
    """Return the low end of each arm's dose."""
    return [int(reading.regimens[0].dose.value.low) for reading in read_study(record).arms]


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(
            study(
                [arm("Low dose"), arm("High dose")],
                [gives("Low dose MSC", "1×10^6 cells/kg"), gives("High dose MSC", "4×10^6 cells/kg")],
            ),
            id="by-name",
        ),
        pytest.param(
            study(
                [arm("Low dose"), arm("High dose")],
                [gives("MSC", "Low dose: 1×10^6 cells/kg. High dose: 4×10^6 cells/kg.")],
            ),
            id="by-the-part-of-a-shared-text",
        ),
        pytest.param(
            study(
                [arm("Cohort 1"), arm("Cohort 2")],
                [gives("MSC")],
                details="Cohort 1 gets 1×10^6 cells/kg. Cohort 2 gets 4×10^6 cells/kg.",
            ),
            id="by-the-part-of-the-description",
        ),
        pytest.param(
            study(
                [
                    arm("own mononuclear cells", "own cell transfusion"),
                    arm("own stromal cells", "own cell transfusion"),
                ],
                [
                    gives("own mononuclear cell transfusion", "1×10^6 cells/kg"),
                    gives("stromal cells", "4×10^6 cells/kg"),
                ],
            ),
            id="by-the-words-that-the-siblings-lack",
        ),
        pytest.param(
            study([arm("One", "1×10^6 cells/kg"), arm("Two", "4×10^6 cells/kg")], [gives("MSC", "2×10^6 cells/kg")]),
            id="own-words-first",
        ),
    ],
)
def test_each_arm_gets_its_own_dose(record):
    assert doses(record) == [1000000, 4000000]
