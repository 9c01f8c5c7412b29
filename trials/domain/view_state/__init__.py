"""What an address says: which arms or trials in which order, rows, assumptions; read and written."""
