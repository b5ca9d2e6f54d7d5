from django.urls import path

from . import views

app_name = "professions"
urlpatterns = [
    path("", views.home, name="home"),
    path("profesi/", views.catalogue, name="catalogue"),
    path("profesi/<slug:slug>/", views.profile, name="profile"),
    path("profesi/<slug:slug>/bandingkan/<slug:other>/", views.compare, name="compare"),
]
