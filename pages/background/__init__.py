"""Work that no request waits for: rows of the database, worked off by a process of its own."""
