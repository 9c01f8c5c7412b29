"""A comparison's whole page as plain data: ``page`` what it shows, ``controls`` what its form offers.

Pages, exports and an API print the same object; addresses of other pages are theirs to make.
"""
