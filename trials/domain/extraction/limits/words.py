"""The words of limits in one lexicon: measures, phrases that compare, and phrases that only look like either."""

from trials.domain.extraction.limits.measures import MEASURES
from trials.domain.extraction.text import Lexicon

LEXICON = Lexicon()
for _measure_ in MEASURES.values():
    LEXICON.add_all(_measure_.words, f"measure:{_measure_.id}")
# Phrases that hold a word above and mean something else.
LEXICON.add_all(
    (
        "childbearing age|child bearing age|reproductive age|fertile age|bearing age|"
        "mean corpuscular hemoglobin|mean corpuscular haemoglobin|mean corpuscular hemoglobin concentration|mean corpuscular haemoglobin concentration|corrected age|bone age|skeletal age|age of onset|age at onset|age matched|age appropriate|"
        "postmenstrual age|weight loss|weight gain|loss of weight|ideal weight|"
        "weight bearing|molecular weight|low molecular weight heparin|dry weight|weight change|"
        "albumin infusion|human albumin|albuminuria|"
        "platelet rich plasma|platelet transfusion|platelet transfusions|platelet aggregation|platelet inhibitor|"
        "anti platelet|platelet infusion|antigen level|sodium chloride|na cl|urine sodium|sodium valproate|"
        "urine creatinine|donor age|age of donor|donor weight|low sodium|"
        "hyaluronate sodium|sodium hyaluronate|heparin sodium|hepatic encephalopathy prophylaxis|"
        "ast platelet ratio|adhd|t score|z score|spontaneous bacterial peritonitis sbp|"
        "white blood cells in ascites|ascites neutrophil|ascites neutrophils|ascitic neutrophil|"
        "ascitic fluid neutrophil|polymorphonuclear|pao2|fio2|parenteral iron|age related|age adjusted|"
        "under weight|indirect bilirubin|unconjugated bilirubin|urine albumin|urinary albumin|urinary creatinine|"
        "urine glucose|urinary glucose"
    ).split("|"),
    "ignore",
)

# Phrases that compare. "suffix" ones follow their figure.
for _operator, _phrases in {
    "ge": "at least|no less than|not less than|no lower than|not lower than|minimum|minimum of|a minimum of|greater than or equal to|greater than or equal|equal to or greater than|more than or equal to|"
    "greater or equal to|greater or equal than|higher than or equal to|equal to or more than|equal or greater than|equal or higher than|equal to or higher than|larger than or equal to|superior or equal to|equal or above|equal or more than|"
    "not below|no younger than|not younger than|above or equal to|over or equal to|equal to or older than|equal or older than|equal to or over|equal or over|older or equal to|older or equal than|older than or equal|greater than or equal than|more or equal to|more than or equal|equal to or above|starting from|older than or equal to|greater equal",
    "gt": "more than|great than|greater than|higher than|over|above|exceeding|exceeds|exceed|in excess of|older than|beyond|larger than|superior to|upper than|bigger than|better than|surpassing|surpass|elder than|elevated above|raised above|exceeded|greater|elevated to more than|elevated more than|increased more than",
    "le": "at most|no more than|not more than|not exceeding|not exceed|does not exceed|do not exceed|maximum|maximum of|a maximum of|no greater than|not greater than|less than or equal to|less than or equal|equal to or less than|"
    "lower than or equal to|equal or less than|equal or lower than|not above|no higher than|not higher than|below or equal to|no older than|not older than|not over|less or equal to|less or equal than|equal to or younger than|equal or younger than|younger or equal to|equal to or under|equal or below|equal to or smaller than|equal or under|smaller than or equal to|"
    "younger than or equal to|equal to or lower than|inferior or equal to|up to|less than or equal than|not exceeded|should not exceed|must not exceed|equal to or below|lower or equal to|under or equal to",
    "lt": "less than|lower than|below|under|younger than|fewer than|smaller than|inferior to|short of|less|reduced below|decreased below",
}.items():
    LEXICON.add_all(_phrases.split("|"), f"op:{_operator}")
for _operator, _phrases in {
    "ge": "or more|or higher|or greater|or above|and above|or older|and older|and over|or over|and more|and higher|or beyond|or worse|and greater|or larger|and up|and upwards|or upwards|and elder|or up|minimum|or superior|and beyond|or better",
    "le": "or less|or lower|or below|or younger|and below|and younger|and under|or under|or fewer|and less|and lower|or smaller|or milder|maximum|or inferior",
}.items():
    LEXICON.add_all(_phrases.split("|"), f"suffix:{_operator}")
LEXICON.add_all(
    (
        "change|changes|reduction|decrease|decline|drop|improvement|difference|variation|fall|increase in|"
        "increase of|increase by|increases by|decrease by|rise|rises|daily increase|daily rise|increase|"
        "increases|ascend|ascends|ascending|delta|deterioration"
    ).split("|"),
    "change",
)
LEXICON.add_all(
    (
        "nv|normal range|normal interval|reference interval|reference range|normal value is|normal values are|"
        "reference value|reference values|laboratory range|normal reference"
    ).split("|"),
    "reference",
)
LEXICON.add_all(["grade", "grades", "stage", "stages", "class", "degree"], "grade")
LEXICON.add_all(
    [
        "inclusive",
        "included",
        "including boundary value",
        "including the boundary",
        "including boundary",
        "both inclusive",
    ],
    "inclusive",
)
