"""Gunicorn's configuration: PORT, and one process with threads; on PostgreSQL WEB_CONCURRENCY may ask for more."""

import os
import sys

from careerguide import port

bind = f"{port.ADDRESS}:{port.chosen()}"
worker_class = "gthread"
threads = 8
if (os.environ.get("DATABASE_URL") or "sqlite:").startswith("sqlite:"):
    # Several processes would wait for one another at every write; see docs/decisions/0002-sqlite-settings.md.
    workers = 1
graceful_timeout = 10  # seconds
loglevel = "warning"
control_socket_disable = True


def on_starting(server):
    # A master that replaces itself (SIGUSR2) takes over the port that it already holds.
    problem = None if "GUNICORN_FD" in os.environ else port.problem()
    if problem:
        sys.exit(problem)


def post_worker_init(worker):
    if worker.age == 1:
        print(f"Arah Karier siap di http://{bind}/ (Ctrl-C untuk berhenti)", flush=True)
