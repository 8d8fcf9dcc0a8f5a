"""A real Redis server that a test can start and stop."""

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

from tests.running_site import free_port

START_SECONDS = 60


class RedisServer:
    """A server without persistence, on one local port."""

    def __init__(self):
        self.port = free_port()
        self.url = f"rediscache://127.0.0.1:{self.port}/0"
        self.process = None

    def start(self):
        """Start it; returns when it listens."""
        self.process = subprocess.Popen(
            [
                *(shutil.which("redis-server"), "--port", str(self.port)),
                *("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"),
            ],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("Redis did not start")

    def stop(self):
        """Stop it; returns when it has ended."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=START_SECONDS)
            self.process = None


@contextmanager
def redis_server():
    """A context manager with a running RedisServer."""
    server = RedisServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
