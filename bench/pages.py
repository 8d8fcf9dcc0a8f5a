"""Benchmarks public pages: ``python -m bench.pages DATA_DIR`` (needs wrk).

DATA_DIR belongs to a site that ``bin/run`` has set up.
"""

import sys
import urllib.request
from pathlib import Path

from bench.measure import server, wrk

PATHS = ("/ar/", "/en/", "/ar/search/?q=%D9%85%D8%A7%D8%A1")
CACHES = {"files": "", "memory": "locmemcache://", "none": "dummycache://"}


def main(data_dir):
    """Print rate and latency for each page, encoding and cache, and the ratio to the first."""
    key = Path(data_dir, "secret_key").read_text().strip()
    for cache, address in CACHES.items():
        with server(
            "site_config.wsgi:application",
            DATA_DIR=str(Path(data_dir).resolve()),
            SECRET_KEY=key,
            CACHE_URL=address,
        ) as url:
            for path in PATHS:
                # The first request generates renditions.
                with urllib.request.urlopen(f"{url}{path}") as response:
                    response.read()
                plain = None
                for encoding in ("identity", "gzip", "br"):
                    rate, half, slowest = wrk(f"{url}{path}", f"Accept-Encoding: {encoding}")
                    plain = plain or rate
                    print(
                        f"cache {cache:<7} {path:<32} {encoding:<9} {rate:>6.0f} requests/s"
                        f"  50% {half:>6.1f} ms  99% {slowest:>6.1f} ms  {rate / plain:.2f} x plain"
                    )


if __name__ == "__main__":
    main(*sys.argv[1:])
