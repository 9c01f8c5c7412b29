"""Registers the trials application with Django."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    """The record of trials and everything that reads, writes or shows it."""

    name = "trials"
    verbose_name = "Trials"
