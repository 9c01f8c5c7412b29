"""The addresses of the trials application."""

from django.urls import path

from trials.views.compare import compare
from trials.views.home import home
from trials.views.methods import methods
from trials.views.styleguide import styleguide
from trials.views.trial import detail
from trials.views.trial_list import trial_list

app_name = "trials"

urlpatterns = [
    path("", home, name="home"),
    path("trials/", trial_list, name="list"),
    path("trials/<str:registry_id>/", detail, name="detail"),
    path("compare/", compare, name="compare"),
    path("methods/", methods, name="methods"),
    path("styleguide/", styleguide, name="styleguide"),  # answers only while DEBUG is on
]
