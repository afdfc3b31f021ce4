"""Measurements of speed, memory and start, each printed with what it was measured against."""
