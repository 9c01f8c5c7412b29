"""The addresses of the trials application."""

from django.urls import path

from trials.views import workspace
from trials.views.accounts import change_password, log_in, log_out
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
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/save/", workspace.save, name="save_view"),
    path("workspace/views/<int:pk>/", workspace.change_view, name="change_view"),
    path("workspace/notes/<int:pk>/", workspace.note, name="note"),
    path("workspace/export/", workspace.export, name="workspace_export"),
    path("workspace/delete/", workspace.delete_all, name="workspace_delete"),
    path("trials/<str:registry_id>/notes/", workspace.notes, name="notes"),
    path("trials/<path:registry_id>/", detail),  # numbers with slashes: leads on to their form for addresses
    path("shared/<str:token>/", workspace.shared, name="shared"),
    path("accounts/login/", log_in, name="login"),
    path("accounts/logout/", log_out, name="logout"),
    path("accounts/password/", change_password, name="password"),
    path("styleguide/", styleguide, name="styleguide"),  # answers only while DEBUG is on
]
