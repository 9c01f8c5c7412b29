"""Django's own login, logout and change of password, in this site's dress."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

log_in = LoginView.as_view(
    template_name="registration/login.html",
    redirect_authenticated_user=True,
    next_page=reverse_lazy("trials:workspace"),
)
log_out = LogoutView.as_view(next_page=reverse_lazy("trials:home"))


class _PasswordChange(PasswordChangeView):
    """Says on the workspace page that the password is a new one."""

    template_name = "registration/password.html"
    success_url = reverse_lazy("trials:workspace")

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the password and say so."""
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


change_password = _PasswordChange.as_view()
