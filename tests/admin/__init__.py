"""The admin as a curator, a viewer and a stranger meet it."""
