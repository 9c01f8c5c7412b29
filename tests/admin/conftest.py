"""People who use the admin, and trials that they work on."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD = "a long enough password"


def person(name, group=None, **more):
    user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True, **more)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def curator(evidence_db):
    return person("mira", "Curator")


@pytest.fixture
def as_curator(client, curator):
    client.force_login(curator)
    return client


@pytest.fixture
def as_viewer(client, evidence_db):
    client.force_login(person("vera", "Viewer"))
    return client
