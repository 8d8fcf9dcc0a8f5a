"""How far a translation is, as one number."""


def whole_percent(total, left):
    """How much of a total is done, in whole percent; 100 only if nothing is left."""
    if not left:
        return 100
    return min(99, 100 * (total - left) // total) if total else 0
