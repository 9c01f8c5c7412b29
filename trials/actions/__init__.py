"""The only code that writes the record. Actions take keywords, run in one transaction, and say what they did."""
