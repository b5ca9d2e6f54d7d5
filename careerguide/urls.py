from django.contrib import admin
from django.urls import include, path

from assessments.health import healthz
from professions.languages import choose_language

urlpatterns = [
    path("", include("professions.urls")),
    path("", include("assessments.urls")),
    path("bahasa/", choose_language, name="language"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
