from django.urls import path

from . import converters, views  # noqa: F401 - registers the converter

app_name = "counseling"
urlpatterns = [
    path("bergabung/", views.join, name="join"),
    path("bergabung/nama/", views.choose_name, name="name"),
    path("bergabung/keluar/", views.leave, name="leave"),
    path("bergabung/<str:code>/", views.invitation, name="invitation"),
    path("kuis/<uuid:attempt_id>/izin/", views.access, name="access"),
    path("kuis/<uuid:attempt_id>/izin/<row:membership_id>/<row:counselor_id>/", views.share, name="share"),
    path("kuis/<uuid:attempt_id>/izin/<row:share_id>/cabut/", views.withdraw, name="withdraw"),
    path("kuis/<uuid:attempt_id>/izin/<row:share_id>/tinjau/", views.ask_for_review, name="ask"),
]
