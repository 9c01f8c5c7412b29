"""Readers that turn registry prose into structure, each value with the words it rests on.

A reader never raises on any text, takes time linear in its length, and returns a reading or nothing. What two careful
people could take differently is returned as *unclear* with its reason, never guessed. Nothing here imports Django, opens a
file outside this package, or asks the clock. Each rule has an id; `docs/extraction.md` and `docs/extraction-text.md` list them.

Sub-packages, lowest first; those of one line do not know one another, and each is used by what its `__init__` exports
(docs/adr/0014-readers-in-sub-packages.md):

    text          text made uniform with every place traceable, phrases looked up word by word, the shape of a reading
    doses, schedules, routes, products, times, limits, endpoints
                  one subject each: read_doses, read_schedule, read_route, read_product, read_timeframe, read_thresholds, read_concept
    data          the phrases the readers know, as commented files (notation: text/phrases.py)
    study, eligibility
                  what composes them: a study arm by arm into regimens; an eligibility text into criteria and what they say
    exchange      readings -> plain dictionaries in the exchange form
    __main__      the command line: JSON lines in, readings out
"""
