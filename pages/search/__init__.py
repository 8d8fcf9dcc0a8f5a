"""Search for visitors.

Words are folded to what all their spellings and forms share, in one way when a text is indexed and
when a query is read (``analysis``); the database finds and ranks them (``engines``, ``querying``).
"""
