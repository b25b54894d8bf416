"""CommunicationTokenCredential with the emulator's access tokens."""
import unittest

from azure.communication.chat import CommunicationTokenCredential
from azure.core.credentials import AccessToken

from emulator import EmulatorTest, control, forms, introspect


class TokenCredential(EmulatorTest):
    def setUp(self):
        super().setUp()
        self.client = self.enterContext(forms[0].connected())
        self.user = self.client.create_user()
        self.given = 0

    def token(self):
        """An access token as a refresher has to give it: with the expiry as a number."""
        self.given += 1
        text = self.client.get_token(self.user, ["chat"]).token
        return AccessToken(text, introspect(text)["claims"]["exp"])

    def test_the_expiry_is_read_from_the_token(self):
        token = self.token()
        self.assertEqual(CommunicationTokenCredential(token.token).get_token(), token)

    def test_a_new_token_comes_when_the_old_one_ends(self):
        control("POST", "faults", {"kind": "short_token", "seconds": 60, "times": 1})
        first = self.token()
        with CommunicationTokenCredential(first.token, token_refresher=self.token) as credential:
            second = credential.get_token()
            self.assertNotEqual(second.token, first.token)
            self.assertEqual(credential.get_token(), second)
        self.assertEqual(self.given, 2)
        self.assertTrue(introspect(second.token)["active"])

    def test_a_token_that_has_expired_is_given_out_as_it_is(self):
        control("POST", "faults", {"kind": "expired_token", "times": 1})
        token = self.token()
        self.assertFalse(introspect(token.token)["active"])
        self.assertEqual(CommunicationTokenCredential(token.token).get_token().token, token.token)


if __name__ == "__main__":
    unittest.main()
