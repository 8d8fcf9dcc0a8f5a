"""A real Redis server that a test starts, stops and starts again."""

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

from tests.running_site import free_port

START_SECONDS = 60


class RedisServer:
    """A server that keeps nothing, on one port of this machine."""

    def __init__(self):
        self.port = free_port()
        self.url = f"rediscache://127.0.0.1:{self.port}/0"
        self.process = None

    def start(self):
        """Return when it listens."""
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
        """Return when it has ended."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=START_SECONDS)
            self.process = None


@contextmanager
def redis_server():
    """A RedisServer that runs, until the block ends."""
    server = RedisServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
