"""The operations of CommunicationIdentityClient, with every way to authenticate."""
import functools
import unittest
from datetime import datetime, timedelta, timezone

from azure.communication.identity import (
    CommunicationTokenScope,
    CommunicationUserIdentifier,
    identifier_from_raw_id,
)
from azure.core.credentials import AzureKeyCredential

from emulator import EmulatorTest, authority, control, each_form, introspect, journal, ready


def each_client(test):
    """A test method that is run with both forms and every way to authenticate."""

    @each_form
    @functools.wraps(test)
    def run(self, form):
        options = (ready.tenantId, ready.clientId, ready.clientSecret)
        secret = form.credential("ClientSecretCredential", *options, **authority)
        clients = {
            "connection string": form.connected(),
            "key": form.client(AzureKeyCredential(ready.accessKey)),
            "Entra ID": form.client(secret),
        }
        with form.closing(secret):
            for name, client in clients.items():
                with self.subTest(name), client as opened:
                    test(self, opened)

    return run


class Operations(EmulatorTest):
    def assert_expires(self, token, after):
        # This version gives the service's text.
        expires = datetime.fromisoformat(token.expires_on[:19] + "+00:00")
        self.assertLess(abs(expires - datetime.now(timezone.utc) - after), timedelta(seconds=30))

    @each_client
    def test_create_user(self, client):
        user = client.create_user()
        self.assertIsInstance(user, CommunicationUserIdentifier)
        self.assertEqual(user.raw_id, user.properties["id"])
        same = identifier_from_raw_id(user.raw_id)
        self.assertIsInstance(same, CommunicationUserIdentifier)
        self.assertEqual(same.properties, user.properties)

    @each_client
    def test_create_user_and_token(self, client):
        user, token = client.create_user_and_token(
            [CommunicationTokenScope.CHAT, "voip"], token_expires_in=timedelta(hours=3)
        )
        claims = self.assert_token(token, user)
        self.assertEqual(sorted(claims["acsScope"].split(",")), ["chat", "voip"])
        self.assert_expires(token, timedelta(hours=3))

    @each_client
    def test_get_token(self, client):
        user = client.create_user()
        token = client.get_token(user, [CommunicationTokenScope.VOIP])
        self.assertEqual(self.assert_token(token, user)["acsScope"], "voip")
        self.assert_expires(token, timedelta(hours=24))
        token = client.get_token(user, ["chat"], token_expires_in=timedelta(hours=1))
        self.assert_expires(token, timedelta(hours=1))

    @each_client
    def test_revoke_tokens(self, client):
        user, token = client.create_user_and_token(["chat"])
        self.assertIsNone(client.revoke_tokens(user))
        self.assertEqual(introspect(token.token)["reason"], "revoked")
        self.assert_token(client.get_token(user, ["chat"]), user)

    @each_client
    def test_delete_user(self, client):
        user, token = client.create_user_and_token(["chat"])
        self.assertIsNone(client.delete_user(user))
        self.assertEqual(introspect(token.token)["reason"], "deleted")

    @each_client
    def test_get_token_for_teams_user(self, client):
        app, user = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac", "32c0a5db-05ec-78ea-51ab-3f06b329397e"
        entra = control("POST", "entra-token", {"appId": app, "userId": user, "seconds": 3000})
        token = client.get_token_for_teams_user(entra["token"], app, user)
        self.assertTrue(introspect(token.token)["active"])
        self.assert_expires(token, timedelta(seconds=3000))

    @each_form
    def test_every_version_of_the_sdk_is_served(self, form):
        for version in ("2021-03-07", "2022-06-01", "2022-10-01"):
            with form.connected(api_version=version) as client:
                user, token = client.create_user_and_token(["chat"])
                self.assert_token(token, user)

    @each_form
    def test_the_emulator_sees_what_is_called(self, form):
        with form.connected() as client:
            user, _ = client.create_user_and_token(["chat"])
            client.get_token(client.create_user(), ["voip"])
            client.revoke_tokens(user)
            client.delete_user(user)
        entries = journal()
        self.assertEqual(
            [(entry["operation"], entry["status"]) for entry in entries],
            [
                ("create_user_and_token", 201),
                ("create_user", 201),
                ("get_token", 200),
                ("revoke_tokens", 204),
                ("delete_user", 204),
            ],
        )
        for entry in entries:
            self.assertIn("azsdk-python-communication-identity", entry["headers"]["user-agent"])


if __name__ == "__main__":
    unittest.main()
