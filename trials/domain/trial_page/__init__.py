"""What a trial's own page shows: plain values with their states, words and links, no markup.

``values`` says what a shown value is; ``facts``, ``arms`` (with ``courses`` and ``dosing``), ``criteria``,
``outcomes``, ``results``, ``evidence``, ``claims`` and ``silences`` hold one section each; ``page`` puts them together.
"""
