"""How passwords are hashed: one after the other."""

import threading

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class OneAtATimeHasher(PBKDF2PasswordHasher):
    """Django's hasher, which computes one hash at a time in each process: a hash takes a processor
    for a good part of a second, and guessers would take all of them from visitors."""

    turn = threading.Lock()

    def encode(self, password, salt, iterations=None):
        """The encoded password; waits while another is hashed."""
        with self.turn:
            return super().encode(password, salt, iterations)
