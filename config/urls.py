"""The addresses of the site: the admin, the health check and everything of the trials application."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from trials.views.account_forms import LoginForm
from trials.views.health import healthz, readyz

admin.site.login_form = LoginForm

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    # One page changes passwords, so that guesses at the old one are counted in one place.
    path("admin/password_change/", RedirectView.as_view(pattern_name="trials:password")),
    path("admin/", admin.site.urls),
    path("", include("trials.urls")),
]

handler400 = "trials.views.errors.bad_request"
handler403 = "trials.views.errors.permission_denied"
handler404 = "trials.views.errors.not_found"
handler500 = "trials.views.errors.server_error"
