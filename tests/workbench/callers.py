"""Who calls the API in tests."""

import json

from django.test import Client

from sanjiang.workbench.register.people import make_token, set_user


def anybody(**more):
    """Return one that nobody knows."""
    return Client(SERVER_NAME="localhost", **more)


def caller(role):
    """Return a program with the token of a user who is called as their role."""
    _, token = make_token(set_user(role, role, None, "甲"), 1, "", "甲")
    return anybody(headers={"Authorization": f"Bearer {token}"})


def send(client, path, body, method="post", **headers):
    """Return what is answered to a body of JSON."""
    return getattr(client, method)(f"/api/{path}", json.dumps(body), content_type="application/json", headers=headers)
