"""Fits the reader model that sayso ships: one multi-task encoder for tags, trees, names and attribution."""
