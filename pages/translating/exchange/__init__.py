"""Translations on their way to translators' own tools and back: PO and XLIFF 2 files."""
