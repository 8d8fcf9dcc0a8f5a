"""Translating what pages and their surroundings say: segments, their states, and their exchange."""
