"""The comparison: rows declared once over columns, cells with states and words, differences against a reference.

From below: ``wording`` puts limits and times into words; ``cells`` is what a cell holds; ``columns`` are arms
(or trials) as they are compared; ``rows`` declares every row; ``differences`` tells two cells apart; ``grid``
puts it together; ``address`` reads the whole view from a query string and writes it back.
"""
