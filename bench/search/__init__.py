"""Measures the visitors' search: what it finds, what it should not have found, and how fast."""
