"""Terms for what is given and where: interventions, cell sources, donors, routes.

Origin and donor follow the D and O of DOSES (Murray 2019, JBJS Am 101:904), the route is its S (site of delivery).
Routes are never abbreviated: published tables use "PV" for the peripheral and for the portal vein.
"""

from trials.domain.vocabulary.terms import Term


class InterventionKind(Term):
    """What kind of thing an intervention is."""

    MSC = "MSC", "MSC"
    OTHER_CELLS = "OTHER_CELLS", "Other cells"
    PLACEBO = "PLACEBO", "Placebo or sham"
    STANDARD_CARE = "STANDARD_CARE", "Standard care"
    PLASMA_EXCHANGE = "PLASMA_EXCHANGE", "Plasma exchange"
    G_CSF = "G_CSF", "G-CSF"
    DRUG = "DRUG", "Drug"
    OTHER = "OTHER", "Other"


class CellSource(Term):
    """Tissue of origin of the cells."""

    UMBILICAL_CORD = "umbilical_cord", "Umbilical cord"
    UMBILICAL_CORD_BLOOD = "umbilical_cord_blood", "Umbilical cord blood"
    WHARTON_JELLY = "wharton_jelly", "Wharton's jelly"
    BONE_MARROW = "bone_marrow", "Bone marrow"
    ADIPOSE = "adipose", "Adipose tissue"
    PLACENTA = "placenta", "Placenta"
    AMNIOTIC = "amniotic", "Amnion"
    MENSTRUAL_BLOOD = "menstrual_blood", "Menstrual blood"
    DENTAL_PULP = "dental_pulp", "Dental pulp"
    OTHER = "other", "Other tissue"


class Donor(Term):
    """Whose cells they are."""

    AUTOLOGOUS = "autologous", "Autologous"
    ALLOGENEIC = "allogeneic", "Allogeneic"
    XENOGENEIC = "xenogeneic", "Xenogeneic"


class Route(Term):
    """Site of delivery."""

    PERIPHERAL_VEIN = "peripheral_vein", "Peripheral vein"
    INTRAVENOUS_UNSPECIFIED = "intravenous_unspecified", "Intravenous, vein not stated"
    CENTRAL_VEIN = "central_vein", "Central vein"
    HEPATIC_ARTERY = "hepatic_artery", "Hepatic artery"
    INTRA_ARTERIAL = "intra_arterial", "Intra-arterial, artery not stated"
    PORTAL_VEIN = "portal_vein", "Portal vein"
    INTRAHEPATIC = "intrahepatic", "Into the liver"
    INTRASPLENIC = "intrasplenic", "Into the spleen"
    INTRATHECAL = "intrathecal", "Intrathecal"
    INTRA_ARTICULAR = "intra_articular", "Intra-articular"
    INTRAMYOCARDIAL = "intramyocardial", "Intramyocardial"
    INTRACORONARY = "intracoronary", "Intracoronary"
    INTRAMUSCULAR = "intramuscular", "Intramuscular"
    SUBCUTANEOUS = "subcutaneous", "Subcutaneous"
    TOPICAL = "topical", "Topical"
    INTRALESIONAL = "intralesional", "Into the lesion"
    INHALATION = "inhalation", "Inhaled"
    ORAL = "oral", "By mouth"
    OTHER = "other", "Other route"
