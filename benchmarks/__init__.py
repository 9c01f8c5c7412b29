"""Benchmarks: what pages cost, as ratios measured side by side in one run. ``make bench`` runs them all."""
