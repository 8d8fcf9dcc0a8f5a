"""The demo site: its texts as TOML files, and their loader."""
