"""System checks: the database keeps the promise that what was acknowledged is stored."""

import sqlite3

from django.core.checks import Error, Tags, Warning, register
from django.db import connections

SQLITE_SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
WAL_FIXED_IN = (3, 51, 3)


@register(Tags.database)
def acknowledged_answers_are_durable(app_configs, databases=None, **kwargs):
    """Read the settings back from the open connection: what was configured may not be what is in force."""
    problems = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor == "sqlite":
            problems += _sqlite_problems(connection)
        elif connection.vendor == "postgresql":
            problems += _postgresql_problems(connection)
    return problems


def _sqlite_problems(connection):
    with connection.cursor() as cursor:
        in_force = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode", "busy_timeout", "mmap_size")
        }
    problems = []
    if in_force["synchronous"] < 2:
        found = SQLITE_SYNCHRONOUS[in_force["synchronous"]]
        problems.append(_error("E010", f"SQLite: synchronous={found}, jawaban dapat hilang saat listrik padam."))
    if in_force["busy_timeout"] < 1000:
        problems.append(_error("E011", f"SQLite: timeout {in_force['busy_timeout']} ms terlalu pendek."))
    if connection.transaction_mode != "IMMEDIATE":
        problems.append(_error("E012", f"SQLite: transaction_mode={connection.transaction_mode}, bukan IMMEDIATE."))
    if in_force["mmap_size"]:
        problems.append(_error("E013", f"SQLite: mmap_size={in_force['mmap_size']}, seharusnya 0."))
    if in_force["journal_mode"] == "off":
        problems.append(_error("E014", "SQLite: journal_mode=off, basis data dapat rusak."))
    if in_force["journal_mode"] == "wal" and sqlite3.sqlite_version_info < WAL_FIXED_IN:
        problems.append(
            Warning(
                f"SQLite {sqlite3.sqlite_version} dapat merusak berkas ber-WAL.",
                hint="Pakai SQLite 3.51.3 atau lebih baru, atau jalankan manage.py migrate: jurnal menjadi TRUNCATE.",
                id="assessments.W015",
            )
        )
    return problems


def _postgresql_problems(connection):
    with connection.cursor() as cursor:
        in_force = {}
        for name in ("synchronous_commit", "fsync"):
            cursor.execute(f"SHOW {name}")
            in_force[name] = cursor.fetchone()[0]
    problems = []
    if in_force["synchronous_commit"] in {"off", "local"}:
        found = in_force["synchronous_commit"]
        problems.append(_error("E016", f"PostgreSQL: synchronous_commit={found}, jawaban dapat hilang."))
    if in_force["fsync"] != "on":
        problems.append(_error("E017", "PostgreSQL: fsync=off, jawaban dapat hilang saat listrik padam."))
    return problems


def _error(number, sentence):
    hint = "Lihat docs/operations.md, bagian Basis data."
    return Error(sentence, hint=hint, id=f"assessments.{number}")
