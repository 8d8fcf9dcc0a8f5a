"""Compares ways to serve uploads: ``python -m bench.media`` (needs wrk)."""

import os
import tempfile
from pathlib import Path

from bench.measure import server, wrk

SIZES = {"20 KB": 20_000, "200 KB": 200_000, "5 MB": 5_000_000}
ROUNDS = 3


def main():
    """Print requests per second for each way and size, and the ratio to ours."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory, "media", "images")
        folder.mkdir(parents=True)
        Path(directory, "static").mkdir()
        for name, size in SIZES.items():
            (folder / f"{name.replace(' ', '')}.webp").write_bytes(os.urandom(size))
        rates = {}
        # In turns, so that other load on the machine affects all equally.
        for _round in range(ROUNDS):
            for way in ("ours", "whitenoise", "django", "granian"):
                mount = ("--static-path-route", "/media", "--static-path-mount", str(folder.parent))
                options = mount if way == "granian" else ()
                with server(
                    "bench.media_candidates:application",
                    *options,
                    CANDIDATE=way,
                    DATA_DIR=directory,
                    SECRET_KEY="only-for-measuring-0123456789-abcdefghijklmnopqrstuvwxyz",
                ) as url:
                    for name in SIZES:
                        address = f"{url}/media/images/{name.replace(' ', '')}.webp"
                        rate = wrk(address, seconds=2)[0]
                        rates.setdefault((way, name), []).append(rate)
    for name in SIZES:
        ours = max(rates["ours", name])
        for way in ("ours", "whitenoise", "django", "granian"):
            best = max(rates[way, name])
            print(f"{name:>7}  {way:<10}  {best:>8.0f} requests/s  {best / ours:.2f} x ours")


if __name__ == "__main__":
    main()
