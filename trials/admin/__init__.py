"""The admin site as curators use it: one page holds a whole trial, and what they change becomes claims."""

from django.contrib import admin

from trials.admin.accounts import AccountAdmin
from trials.admin.claim import ClaimAdmin
from trials.admin.trial import TrialAdmin

admin.site.enable_nav_sidebar = False  # two lists need no second navigation; tables need the room

__all__ = ["AccountAdmin", "ClaimAdmin", "TrialAdmin"]
