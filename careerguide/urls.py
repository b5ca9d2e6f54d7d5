from django.contrib import admin
from django.urls import include, path

from assessments.health import healthz

urlpatterns = [
    path("", include("professions.urls")),
    path("", include("assessments.urls")),
    path("", include("counseling.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
