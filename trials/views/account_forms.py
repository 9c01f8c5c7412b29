"""Forms of logging in and of changing a password: bounded, and guesses count wherever they are made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

#: A longer password is no password of ours: hashing it would only cost time.
LONGEST_PASSWORD = 1024
_LONGEST_NAME = User._meta.get_field("username").max_length


class LoginForm(AuthenticationForm):
    """Django's own, with ends: a longer name is an error at its field and is never looked for nor logged."""

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        """Bound both fields."""
        super().__init__(request, *args, **kwargs)
        self.fields["username"].validators.append(MaxLengthValidator(_LONGEST_NAME))
        self.fields["password"].validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class ThrottledPasswordChangeForm(PasswordChangeForm):
    """A change of one's own password, where wrong guesses at the old one count like wrong logins."""

    def __init__(self, user: Any, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Keep the request: guesses are counted by its address."""
        super().__init__(user, *args, **kwargs)
        self.request = request
        for field in self.fields.values():
            field.validators.append(MaxLengthValidator(LONGEST_PASSWORD))

    def clean_old_password(self) -> str:
        """Check the old password the way a login does, so that the login's limit holds here too."""
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) != self.user:
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old
