"""Can the chosen port be used? Asked before anything slow begins, so the system's own Python must understand this."""

import errno
import os
import socket
import sys

ADDRESS = "127.0.0.1"
HIGHEST = 65535


def chosen():
    return os.environ.get("PORT") or "8000"


def problem():
    """The sentence that says why the chosen port cannot be used; None where it can."""
    text = chosen()
    if not (text.isdigit() and 0 < int(text) <= HIGHEST):
        return "PORT={} bukan nomor port (1-{}). Coba: make run PORT=8001".format(text, HIGHEST)
    error = refusal(int(text))
    if error is None:
        return None
    if error.errno == errno.EACCES:
        return "Port {} hanya boleh dipakai root. Coba: make run PORT=8001".format(text)
    if error.errno == errno.EADDRINUSE:
        return "Port {} sedang dipakai. Coba: make run PORT={}".format(text, next_free(int(text)))
    return "Port {} tidak dapat dipakai: {}.".format(text, error.strerror)


def refusal(port):
    """The system's error for listening on this port; None where it agrees."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            return error
    return None


def next_free(port):
    return next((other for other in range(port + 1, HIGHEST + 1) if refusal(other) is None), 8001)


if __name__ == "__main__":
    sys.exit(problem())
