"""The addresses of the site: the admin, the health check and everything of the trials application."""

from django.contrib import admin
from django.urls import include, path

from trials.views.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("trials.urls")),
]

handler400 = "trials.views.errors.bad_request"
handler403 = "trials.views.errors.permission_denied"
handler404 = "trials.views.errors.not_found"
handler500 = "trials.views.errors.server_error"
