"""The states a value can be in: missing is a value, and there are several ways to be missing."""

from trials.domain.vocabulary.terms import Term


class ValueState(Term):
    """Why a figure is shown, or why there is none.

    ``NOT_REPORTED`` is said only where the whole record was read and is silent; where only part of
    a record was read, silence is ``NOT_EXTRACTED``. ``NOT_DERIVABLE`` belongs to derived figures
    whose inputs are missing; the reason stands beside it.
    """

    REPORTED = "reported", "reported"
    DERIVED = "derived", "derived"
    NOT_REPORTED = "not_reported", "not reported"
    NOT_APPLICABLE = "not_applicable", "not applicable"
    UNCLEAR = "unclear", "unclear"
    NOT_EXTRACTED = "not_extracted", "not yet extracted"
    NOT_DERIVABLE = "not_derivable", "cannot be derived"
