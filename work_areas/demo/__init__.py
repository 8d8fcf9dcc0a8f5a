"""The demo site: its texts as TOML files, and what reads them into pages."""
