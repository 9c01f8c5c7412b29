"""Armwise: clinical trials of mesenchymal stromal cells, side by side."""
