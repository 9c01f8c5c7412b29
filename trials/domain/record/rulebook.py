"""Every rule of validity that more than one of file, admin form and database holds, by name.

Rules about single facts of the trial as a whole are made by the field table (``fields.HeaderField.rule``). Each rule
has one sentence, which all three use: tests/test_rules.py gives all three the same bad value and reads what they say.
"""

from __future__ import annotations

from trials.domain.record.rules import (
    SMALL_MAX,
    Ascending,
    BothEnds,
    Exact,
    HasUnit,
    InOrder,
    Once,
    Said,
    Whole,
)

# --- The trial as a whole ----------------------------------------------------------------------------------------

REGISTRY_ID = Said(
    "Registry id",
    "begins with a letter or digit and holds only letters A-Z, digits, points, - and _; "
    "numbers such as CTRI/2012/04/002560 too",
)
AGE_ORDER = InOrder("Age")
ENROLMENT = Whole("Enrolment")
ENROLMENT_TYPE = Said("Enrolment type", "planned or actual needs the number of participants")
DATE_TYPE = Said("Planned or actual", "needs the date that it is about")
AETIOLOGIES = Once("Cause of the liver disease")
MISSING_PATHS = Once("Missing facts")
MISSING_PATH = Said("Missing facts", "the path names a fact of the trial or a row that it has: arms/uc-msc/size")
MISSING_STATE = Said("Missing facts", "a state is not reported, not applicable, unclear or not yet extracted")
SOURCE_KEYS = Once("Keys of sources")
INTERVENTION_KEYS = Once("Keys of interventions")
SETTLED = Said("Discrepancy", "settled needs a resolution that says how")
DISCREPANCY_PATH = Said("Discrepancy", "its path names a value of the trial, such as arms/uc-msc/regimens/msc/dose")
KEY = Said("Key", "holds only letters, digits, - and _")
WEB_ADDRESS = Said("Address", "begins with https:// or http://")
YEAR = Whole("Year", most=SMALL_MAX)

# --- What is given -----------------------------------------------------------------------------------------------

VOLUME = Exact("Volume", digits=9, places=3)
VOLUME_ORDER = InOrder("Volume")
VIABILITY = Exact("Viability, percent", digits=5, places=2, least=0, most=100)
ARM_SIZE = Whole("Size of the arm")
DOSE = Exact("Dose", digits=20, places=3, least=0)
DOSE_ORDER = InOrder("Dose")
DOSE_ENDS = BothEnds("Dose")
DOSE_UNIT = HasUnit("Dose")
DOSES_COUNT = Whole("Number of doses", least=1, most=SMALL_MAX)
DOSE_DAY = Whole("Day, counted from the first dose", most=SMALL_MAX)
DOSE_DAYS = Ascending("Days of doses")
COUNT_OF_DAYS = Said("Number of doses", "as many as days are given")

# --- Who may enter -----------------------------------------------------------------------------------------------

LIMIT = Exact("Limit", digits=16, places=4)
LIMIT_ORDER = InOrder("Limit")
LIMIT_ENDS = Said("Limit", "≥ and > use low only, ≤ and < use high only, from–to and = use both")
LIMIT_STRICT = Said("Limit", "only a range from–to leaves its ends out, and then they differ")
LIMIT_SEX = Said("Limit", "for everybody the sex stays empty")
ITEM = Whole("Number in the registry's list", most=SMALL_MAX)

# --- What is measured and found ----------------------------------------------------------------------------------

OUTCOME_DAY = Whole("Day of measurement", least=-2_147_483_647)
OUTCOME_DAYS = Ascending("Days of measurement")
RESULT_DAY = Whole("Day of the result")
EFFECT = Exact("Effect", digits=14, places=5)
INTERVAL = Exact("Confidence interval", digits=14, places=5)
INTERVAL_ORDER = InOrder("Confidence interval")
INTERVAL_ENDS = BothEnds("Confidence interval")
P = Exact("p", digits=9, places=8, least=0, most=1)
PARTICIPANTS = Whole("Participants")
EVENTS = Whole("Events")
EVENTS_WITHIN = Said("Events", "not more than participants")
VALUE = Exact("Value", digits=16, places=5)
VALUE_UNIT = HasUnit("Value")
DEVIATION = Exact("Standard deviation", digits=16, places=5)
