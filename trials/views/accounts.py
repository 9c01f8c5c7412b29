"""Django's own login, logout and change of password, in this site's dress."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse_lazy

from trials.views.account_forms import LoginForm, ThrottledPasswordChangeForm

log_in = LoginView.as_view(
    authentication_form=LoginForm,
    template_name="registration/login.html",
    redirect_authenticated_user=True,
    next_page=reverse_lazy("trials:workspace"),
)
log_out = LogoutView.as_view(next_page=reverse_lazy("trials:home"))


class _PasswordChange(PasswordChangeView):
    """Says on the workspace page that the password is a new one."""

    template_name = "registration/password.html"
    form_class = ThrottledPasswordChangeForm
    success_url = reverse_lazy("trials:workspace")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whose guesses it counts."""
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the password and say so."""
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


change_password = _PasswordChange.as_view()
