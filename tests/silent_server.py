"""A server that accepts connections and answers as a test says: with nothing at first."""

import socket
import threading
import time
from contextlib import contextmanager, suppress


class SilentServer:
    """``answer`` is called with each connection after it was accepted; by default it waits for the
    client to hang up. ``heard`` has what clients sent."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.accepted = threading.Event()
        self.heard = []
        self.answer = self.say_nothing

    def serve(self):
        """Accept connections until the listener is closed."""
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            self.accepted.set()
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection):
        with connection, suppress(OSError):
            self.answer(connection)

    def say_nothing(self, connection):
        """Listen without a word until the client hangs up."""
        while data := connection.recv(65536):
            self.heard.append(data)

    def dawdle(self, connection):
        """Greet by SMTP, without end: no time-out of a client is over."""
        while True:
            connection.sendall(b"220-a moment\r\n")
            time.sleep(0.5)

    def say_ok(self, connection):
        """Answer one request by HTTP."""
        self.heard.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def say_not_there(self, connection):
        """Answer as a cache that does not have the page."""
        self.heard.append(connection.recv(65536))
        connection.sendall(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )


@contextmanager
def silent_server():
    """A ``SilentServer`` that listens while the block runs."""
    server = SilentServer()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        # Closing alone does not wake who accepts.
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join()
