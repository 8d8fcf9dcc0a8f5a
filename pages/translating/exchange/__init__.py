"""Exports and imports translations as PO and XLIFF 2 files."""
