"""Mutated requests, and texts that often break software: see ``__main__``."""
