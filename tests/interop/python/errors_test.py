"""What the service refuses, and what is tried again."""
import tempfile
import unittest

from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceNotFoundError,
    ServiceRequestError,
    ServiceResponseError,
)

from certificate import Certificate
from emulator import EmulatorTest, control, each_form, environment, journal, ready, requests_for


class Errors(EmulatorTest):
    @each_form
    def test_a_wrong_key(self, form):
        with form.client(AzureKeyCredential("MDEyMzQ1Njc4OWFiY2RlZg==")) as client:
            with self.assertRaises(ClientAuthenticationError) as raised:
                client.create_user()
        self.assertEqual(raised.exception.status_code, 401)
        self.assertEqual(raised.exception.error.code, "Denied")
        self.assertIn("signature", journal()[-1]["reason"].lower())

    @each_form
    def test_an_unknown_identity(self, form):
        with form.connected() as client:
            user = client.create_user()
            client.delete_user(user)
            with self.assertRaises(ResourceNotFoundError):
                client.get_token(user, ["chat"])

    @each_form
    def test_wrong_arguments(self, form):
        with form.connected() as client:
            for scopes in ([], ["telepathy"]):
                with self.assertRaises(HttpResponseError) as raised:
                    client.get_token(client.create_user(), scopes)
                self.assertEqual(raised.exception.status_code, 400)

    @each_form
    def test_a_teams_exchange_with_the_wrong_token(self, form):
        app, user = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac", "32c0a5db-05ec-78ea-51ab-3f06b329397e"
        wrong = (
            {"appId": app, "userId": user, "seconds": -1},
            {"audience": "https://communication.azure.com/"},
            {"appId": user, "userId": user},
            {"appId": app, "userId": app},
        )
        with form.connected() as client:
            for body in wrong:
                entra = control("POST", "entra-token", body)
                with self.assertRaises(HttpResponseError) as raised:
                    client.get_token_for_teams_user(entra["token"], app, user)
                self.assertIn(raised.exception.status_code, (400, 401, 403))

    @each_form
    def test_throttled(self, form):
        control("POST", "faults", {"kind": "throttle", "retryAfter": 0, "times": 2})
        with form.connected(retry_backoff_factor=0) as client:
            client.create_user()
        self.assertEqual(requests_for("create_user"), 3)

    @each_form
    def test_throttled_without_an_end(self, form):
        control("POST", "faults", {"kind": "throttle", "retryAfter": 0})
        with form.connected(retry_backoff_factor=0, retry_total=2) as client:
            with self.assertRaises(HttpResponseError) as raised:
                client.create_user()
        self.assertEqual(raised.exception.status_code, 429)
        self.assertEqual(requests_for("create_user"), 3)

    @each_form
    def test_a_connection_that_breaks(self, form):
        control("POST", "faults", {"kind": "reset_before"})
        with form.connected(retry_total=0) as client:
            with self.assertRaises((ServiceRequestError, ServiceResponseError)):
                client.create_user()

    @each_form
    def test_trust(self, form):
        with environment(REQUESTS_CA_BUNDLE="", SSL_CERT_FILE="/nonexistent"):
            with form.connected(connection_verify=ready.caFile) as client:
                client.create_user()
            with tempfile.TemporaryDirectory() as folder:
                other = Certificate(folder, "other").pem_file
                with form.connected(connection_verify=other, retry_total=0) as client:
                    with self.assertRaises(ServiceRequestError):
                        client.create_user()


if __name__ == "__main__":
    unittest.main()
