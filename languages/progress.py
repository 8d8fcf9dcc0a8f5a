"""Progress as a percentage."""


def whole_percent(total: int, left: int) -> int:
    """Progress in whole percent, rounded down: 100 only if nothing is left."""
    if not left:
        return 100
    return min(99, 100 * (total - left) // total) if total else 0
