"""Figures as plain data: scales, marks and labels worked out here; templates only print them as SVG."""
