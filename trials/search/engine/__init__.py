"""All arms in memory: values, bitsets, selections, order."""
