"""The emulator that the runner started, its control interface, and the two forms of the SDK."""
import asyncio
import contextlib
import functools
import inspect
import json
import logging
import os
import ssl
import unittest
import urllib.request
from types import SimpleNamespace
from unittest import mock

import azure.identity
import azure.identity.aio
from azure.communication.identity import CommunicationIdentityClient
from azure.communication.identity.aio import CommunicationIdentityClient as AsyncIdentityClient

ready = SimpleNamespace(**json.loads(os.environ["ACS_EMULATOR"]))

# Otherwise the library asks Microsoft whether it knows this authority. The name of the option depends on the version.
authority = {
    "authority": ready.authorityHost,
    "instance_discovery": False,
    "disable_instance_discovery": True,
}

# Errors are in what the tests expect.
logging.getLogger("azure").setLevel(logging.CRITICAL + 1)

_loop = asyncio.new_event_loop()
_tls = ssl.create_default_context()


def control(method, path, body=None):
    """A request to `/_emulator/<path>`; gives the answer's JSON."""
    request = urllib.request.Request(f"{ready.endpoint}/_emulator/{path}", method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, context=_tls) as answer:
        return json.load(answer)


def requests_for(operation):
    return control("GET", "stats")["operations"][operation]["requests"]


def journal():
    return control("GET", "journal")["entries"]


def introspect(token):
    return control("POST", "introspect", {"token": token})


def environment(**variables):
    """For a `with` statement: the process has these, too."""
    return mock.patch.dict(os.environ, variables)


class Waiting:
    """An object of the SDK's asynchronous form, whose methods wait for their results."""

    def __init__(self, wrapped):
        self.wrapped = wrapped

    def __getattr__(self, name):
        member = getattr(self.wrapped, name)

        def call(*arguments, **options):
            result = member(*arguments, **options)
            return _loop.run_until_complete(result) if inspect.isawaitable(result) else result

        return call if callable(member) else member

    def __enter__(self):
        _loop.run_until_complete(self.wrapped.__aenter__())
        return self

    def __exit__(self, *_):
        _loop.run_until_complete(self.wrapped.__aexit__())


class Form:
    """The synchronous or the asynchronous half of the SDK."""

    def __init__(self, name, identity, client_type, wrap):
        self.name, self.identity, self._type, self._wrap = name, identity, client_type, wrap

    def connected(self, **options):
        """A client with the access key."""
        return self._wrap(self._type.from_connection_string(ready.connectionString, **options))

    def client(self, credential, **options):
        return self._wrap(self._type(ready.endpoint, credential, **options))

    def credential(self, kind, *arguments, **options):
        """The credential itself, for a client of this form."""
        return getattr(self.identity, kind)(*arguments, **options)

    def giving(self, token):
        """A credential that has this token, whatever is asked for."""
        kind = mock.AsyncMock if self._wrap is Waiting else mock.Mock
        return SimpleNamespace(get_token=kind(return_value=token))

    def closing(self, credential):
        """For a `with` statement: the credential, whose methods wait, is closed at the end."""
        return self._wrap(credential)


forms = (
    Form("sync", azure.identity, CommunicationIdentityClient, contextlib.nullcontext),
    Form("aio", azure.identity.aio, AsyncIdentityClient, Waiting),
)


def each_form(test):
    """A test method that is run with both forms, each with an emulator that has seen nothing."""

    @functools.wraps(test)
    def run(self):
        for form in forms:
            with self.subTest(form.name):
                control("POST", "reset")
                test(self, form)

    return run


class EmulatorTest(unittest.TestCase):
    """Each test begins with an emulator that has seen nothing."""

    def setUp(self):
        control("POST", "reset")

    def use(self, form, credential):
        """A user and a token, with this credential."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(form.closing(credential))
            client = stack.enter_context(form.client(credential))
            user = client.create_user()
            self.assert_token(client.get_token(user, ["chat"]), user)

    def assert_token(self, token, user):
        seen = introspect(token.token)
        self.assertTrue(seen["active"], seen["reason"])
        self.assertEqual("8:" + seen["claims"]["skypeid"], user.raw_id)
        return seen["claims"]

    def assert_refused(self, form, credential, expected, kind=Exception):
        with self.assertRaisesRegex(kind, expected):
            self.use(form, credential)
