"""The pure core of Armwise: what a trial record is, how figures are derived, how trials are compared.

Layers, lowest first; each may use those above it in this list, never those below:

- ``vocabulary``   closed lists of terms and units, and the data files that explain them
- ``quantities``   exact ranges and the dose algebra (per kg, per dose, cumulative)
- ``dates``        dates known to the year, the month or the day
- ``record``       one trial as plain immutable values, and its plain-data form
- ``extraction``   registry text -> readings with the span they rest on
- ``registries``   registry files -> records
- ``comparison``   records -> rows and cells with states and wording
- ``figures``      scales, marks and labels of a picture as plain values

Nothing here imports Django, opens a file outside this package, or asks the clock.
Numbers are ``Decimal`` from strings; ``None`` means "not stated", never zero.
"""
