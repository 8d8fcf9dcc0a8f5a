"""Accounts of staff: signing in with one or two factors, and their passwords."""
