from django.urls import path

from . import converters, link_views, views  # noqa: F401 - registers the converter

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
    path("kuis/<uuid:attempt_id>/tautan/", link_views.links, name="links"),
    path("kuis/<uuid:attempt_id>/tautan/<row:link_id>/cabut/", link_views.revoke, name="revoke-link"),
    path("bagikan/", link_views.summary, name="summary"),
    path("bagikan/<str:token>/", link_views.landing, name="link"),
]
