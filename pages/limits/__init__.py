"""Limits: how often something may be done, by whom, from where."""
