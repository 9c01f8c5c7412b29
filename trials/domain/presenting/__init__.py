"""What a trial's own page and the first page show: plain values with their states, words and links, no markup.

``values`` says what a shown value is; ``facts``, ``arms`` (with ``courses`` and ``dosing``), ``criteria``,
``outcomes``, ``results``, ``evidence``, ``claims`` and ``silences`` hold one section each; ``page`` puts them together;
``overview`` and ``pictures`` serve the first page.
"""
