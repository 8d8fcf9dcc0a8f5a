"""Starts a server, runs wrk against it and parses wrk's output."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def free_port():
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(application, *options, **environment):
    """A context manager that runs Granian with one worker; yields the URL."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    command += ["--backpressure", "64", "--log-level", "error", *options, application]
    process = subprocess.Popen(command, cwd=BASE_DIR, env=os.environ | environment)
    url = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"{url}/healthz").close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def wrk(address, *headers, seconds=3, connections=8):
    """Requests per second, and the median and 99th percentile of latency in milliseconds."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    output = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(f"{address} answers with errors:\n{output}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    return rate, milliseconds(output, "50%"), milliseconds(output, "99%")


def milliseconds(output, share):
    """The latency in wrk's output for a percentile."""
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)\b", output).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
