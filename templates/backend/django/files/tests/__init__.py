"""The tests: over HTTP where they can be."""
