"""Settings of a test run: the application's own, quicker where safety is not what is tested."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-checks-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("HTTPS_ONLY", "off")

from config.settings import *  # noqa: F403 - an overlay of settings is read this way by Django itself

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # no collectstatic before
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # no scan of a folder that a fresh clone does not have
