"""Readers that turn registry prose into structure, each value with the words it rests on.

A reader never raises on any text, takes time linear in its length, and returns a reading or nothing. What two careful
people could take differently is returned as *unclear* with its reason, never guessed. Nothing here imports Django, opens a
file outside this package, or asks the clock. Each rule has an id; `docs/extraction.md` and `docs/extraction-text.md` list them.

Layers, lowest first; a module imports only from those above it:

    readings      the shared dataclasses: Span, Certainty, Reading
    normalise     text made uniform (powers of ten, signs, spaces), every place traceable to the original; numbers and counts
    dosevalues < dosefigures < doseunits < doseroles < doses
                  an amount; its figures; its unit; its role; the dose that a text states
    schedulepieces < schedulewords < schedulecounts, scheduledays < schedules
                  parts of a schedule; what a sentence speaks of; numbers and days; the schedule that a text states
    routes, origins, donors, products
                  the way of giving; the tissue; whose cells; fresh or thawed, passage, vehicle, volume, viability
    components < armlinks
                  what an intervention is (cells, placebo, plasma exchange ...); to which arm it belongs
    studyfields, segments, agreement, studyrecords, courses < regimens
                  a record's texts and their parts; one value from several; a study -> arms -> regimens of cells
    timeframes, thresholds, criteria, outcomes, aclf, syndromes
                  the readers of outcomes and eligibility, with their own helpers
    gold_form     readings -> plain dictionaries in the exchange form
    __main__      the command line: JSON lines in, readings out
"""
