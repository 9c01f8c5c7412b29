"""Terms of a regimen: the unit of its dose and how several regimens of one arm belong together."""

from trials.domain.vocabulary.terms import Term


class DoseUnit(Term):
    """Unit of the dose of one administration."""

    CELLS_PER_KG = "cells/kg", "cells/kg"
    CELLS = "cells", "cells"
    CELLS_PER_M2 = "cells/m2", "cells/m²"
    CELLS_PER_ML = "cells/mL", "cells/mL"
    PARTICLES = "particles", "particles"
    ML = "mL", "mL"
    MG = "mg", "mg"
    MG_PER_DAY = "mg/day", "mg/day"
    MG_PER_KG_PER_DAY = "mg/kg/day", "mg/kg/day"


class RegimenRelation(Term):
    """How one MSC regimen of an arm stands to the arm's other MSC regimens.

    Only courses (and parallel courses) are added up into a cumulative dose.
    """

    COURSE = "course", "given in the arm; days count from the arm's first dose"
    PARALLEL = "parallel", "given as well; days count from its own first dose, the order is not stated"
    ALTERNATIVE = "alternative", "given instead: a participant gets one of the alternatives"
    SHARE = "share", "a share of one dose divided over routes or products"
