"""Registers the trials application with Django."""

from django.apps import AppConfig

from trials.fingerprints import data_fingerprint, pages_fingerprint


class TrialsConfig(AppConfig):
    """The record of trials and everything that reads, writes or shows it."""

    name = "trials"
    verbose_name = "Trials"

    def ready(self) -> None:
        """Take the fingerprints now: a file that is replaced under a running process changes nothing that it does."""
        data_fingerprint()
        pages_fingerprint()
