"""A fake PostgreSQL server that accepts connections and then stops responding."""

import socket
import struct
import threading
from contextlib import contextmanager, suppress

PARAMETERS = {
    "server_version": "15.0",
    "server_encoding": "UTF8",
    "client_encoding": "UTF8",
    "DateStyle": "ISO, MDY",
    "TimeZone": "UTC",
    "integer_datetimes": "on",
    "standard_conforming_strings": "on",
}


def message(kind, body=b""):
    """A message of the PostgreSQL protocol, version 3."""
    return kind + struct.pack("!I", len(body) + 4) + body


READY = message(b"Z", b"I")
WELCOME = (
    message(b"R", struct.pack("!I", 0))
    + b"".join(message(b"S", f"{name}\0{value}\0".encode()) for name, value in PARAMETERS.items())
    + message(b"K", struct.pack("!II", 1, 1))
    + READY
)


class Server:
    """Accepts connections; ``statements`` lists the statements received.

    It responds to statements that begin with SET, and to no others.
    """

    def __init__(self, listener, is_silent):
        self.port = listener.getsockname()[1]
        self.statements = []
        self.started_with = []
        self._listener, self._is_silent = listener, is_silent
        self._open = []

    def run(self):
        """Serve until the listener is closed."""
        with suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                self._open.append(connection)
                if not self._is_silent:
                    threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection):
        with suppress(OSError, struct.error), connection.makefile("rb") as sent:
            while True:
                (length,) = struct.unpack("!I", sent.read(4))
                start = sent.read(length - 4)
                if start.startswith(struct.pack("!HH", 3, 0)):
                    break
                # Reject SSL and GSSAPI encryption.
                connection.sendall(b"N")
            self.started_with.append(start[4:].decode())
            connection.sendall(WELCOME)
            while sent.read(1) == b"Q":
                (length,) = struct.unpack("!I", sent.read(4))
                statement = sent.read(length - 4).rstrip(b"\0").decode()
                self.statements.append(statement)
                if statement.startswith("SET "):
                    connection.sendall(message(b"C", b"SET\0") + READY)

    def close(self):
        """Close all connections."""
        for connection in self._open:
            connection.close()


@contextmanager
def hanging_postgresql(*, is_silent=False):
    """A context manager with a Server that accepts connections and answers no query; if
    ``is_silent``, not even the start-up message."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener, is_silent)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            server.close()
