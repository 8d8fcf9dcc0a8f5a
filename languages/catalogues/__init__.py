"""Interface catalogues: reading, compiling, extracting, checking, correcting and editing them."""
