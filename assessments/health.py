"""Whether the site can do its work: for a load balancer, without details for strangers."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from .models import Instrument

logger = logging.getLogger(__name__)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, its migrations are applied and there is a quiz; else 503."""
    checks = {"database": False, "migrations": False, "content": False}
    try:
        connection.ensure_connection()
        checks["database"] = True
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        checks["content"] = checks["migrations"] and Instrument.objects.exists()
    except DatabaseError:
        logger.exception("health check failed")
    healthy = all(checks.values())
    return JsonResponse({"ok": healthy, **checks}, status=200 if healthy else 503)
