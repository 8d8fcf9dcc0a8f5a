"""Benchmarks the visitors' search: recall, false matches and speed."""
