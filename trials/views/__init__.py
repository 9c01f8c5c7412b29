"""The pages: each view loads, asks a selector and renders; it holds no rule of its own."""
