"""Template tags: how values of the core are printed; no rule about trials lives here."""
