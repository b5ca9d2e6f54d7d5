"""Measurements of the product against their gates: `make bench`."""
