"""Runs Lighthouse on a running site: ``python -m bench.lighthouse URL [PART ...]``.

URL is the site's SITE_URL. Measures all pages of the sitemap, the search with and without results,
and the 404 page; with PARTs, only URLs that contain one of them. Needs Chromium, and ``lighthouse``
on the PATH or Node's ``npx``, which downloads it.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import urllib.request

VERSION = "13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PRESETS = {"phone": [], "desktop": ["--preset=desktop"]}
# Performance varies with the machine's load: the median of several runs, unless the first is full.
RUNS = 3
# On a busy machine Chromium may not respond in time.
ATTEMPTS = 3
FULL = 100
# Pages outside the tree, with the audits they fail by design.
OTHERS = {
    "search/?q=%D9%85%D8%A7%D8%A1": {"is-crawlable"},
    "search/?q=water": {"is-crawlable"},
    "search/?q=zzzz": {"is-crawlable"},
    "search/": {"is-crawlable"},
    "nothing-here/": {"is-crawlable", "http-status-code", "errors-in-console"},
}
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu"


def command():
    """The command line of Lighthouse."""
    if found := shutil.which("lighthouse"):
        return [found]
    if found := shutil.which("npx"):
        return [found, "--yes", f"lighthouse@{VERSION}"]
    return sys.exit("Lighthouse is not here: install it, or Node with npx.")


def addresses(url):
    """The URLs to measure, each with the audits that it fails by design."""
    found = {}
    waiting = [f"{url}/sitemap.xml"]
    while waiting:
        with urllib.request.urlopen(waiting.pop()) as response:
            text = response.read().decode()
        places = re.findall(r"<loc>([^<]+)</loc>", text)
        if "<sitemapindex" in text:
            waiting += places
        else:
            found |= {place: set() for place in places}
    languages = sorted({place.removeprefix(f"{url}/").partition("/")[0] for place in found})
    for language in languages:
        found |= {f"{url}/{language}/{path}": audits for path, audits in OTHERS.items()}
    return found


def report(address, *options):
    """Lighthouse's report on a page, from one run."""
    flags = ["--quiet", "--output=json", "--output-path=stdout", "--ignore-status-code"]
    flags += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME_FLAGS}"]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            [*command(), address, *flags, *options],
            check=False,
            capture_output=True,
            text=True,
            env={name: value for name, value in environment.items() if value},
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
    return sys.exit(f"Lighthouse cannot read {address}:\n{done.stderr}")


def scores(said):
    """A report's four scores, from 0 to 100; None for one that could not be measured."""
    given = {name: said["categories"][name]["score"] for name in CATEGORIES}
    return {name: None if score is None else round(score * 100) for name, score in given.items()}


def failed(said):
    """The audits that cost a page points, except performance metrics."""
    return {
        audit["id"]
        for name in CATEGORIES[1:]
        for audit in said["categories"][name]["auditRefs"]
        if audit["weight"] and said["audits"][audit["id"]]["score"] == 0
    }


def main(url, *parts):
    """Print each page's scores in both presets; exits with 1 if one is below 100."""
    url = url.rstrip("/")
    is_full = True
    print(f"{'':<64} {'':<8}", *(f"{name:>14}" for name in CATEGORIES))
    for address, by_design in addresses(url).items():
        if parts and not any(part in address for part in parts):
            continue
        for preset, options in PRESETS.items():
            said = report(address, *options)
            figures, missing = scores(said), failed(said)
            if figures["performance"] != FULL:
                more = [scores(report(address, *options)) for _ in range(RUNS - 1)]
                all_runs = [run["performance"] or 0 for run in [figures, *more]]
                figures["performance"] = int(statistics.median(all_runs))
            print(
                f"{address.removeprefix(url):<64} {preset:<8}",
                *(f"{figures[name]!s:>14}" for name in CATEGORIES),
                *sorted(missing),
                flush=True,
            )
            measured = {figures[name] for name in CATEGORIES if not by_design}
            is_full &= measured <= {FULL} and missing <= by_design
            is_full &= figures["performance"] == figures["accessibility"] == FULL
    sys.exit(not is_full)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
