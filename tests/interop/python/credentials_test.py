"""The credentials of azure.identity that ask Entra ID's token endpoint."""
import contextlib
import os
import tempfile
import unittest

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from certificate import Certificate
from emulator import EmulatorTest, authority, control, each_form, environment, journal, ready, requests_for

unknown = "c0ffee00-0000-4000-8000-000000000001"
app = {
    "AZURE_AUTHORITY_HOST": ready.authorityHost,
    "AZURE_TENANT_ID": ready.tenantId,
    "AZURE_CLIENT_ID": ready.clientId,
}
no_discovery = {name: value for name, value in authority.items() if name != "authority"}


def secret(form, tenant=ready.tenantId, client=ready.clientId, value=ready.clientSecret, **options):
    return form.credential("ClientSecretCredential", tenant, client, value, **authority, **options)


class Secrets(EmulatorTest):
    @each_form
    def test_one_token_for_several_calls(self, form):
        credential = secret(form)
        with form.closing(credential), form.client(credential) as one, form.client(credential) as two:
            for client in (one, two, one):
                client.create_user()
        self.assertEqual(requests_for("entra_token"), 1)

    @each_form
    def test_what_the_library_asks(self, form):
        self.use(form, secret(form))
        asked = [(entry["method"], entry["target"], entry["status"]) for entry in journal()[:-2]]
        token = ("POST", f"/{ready.tenantId}/oauth2/v2.0/token", 200)
        page = ("GET", f"/{ready.tenantId}/v2.0/.well-known/openid-configuration", 200)
        self.assertEqual(asked, [page, token] if form.name == "sync" else [token])

    @each_form
    def test_refusals_say_why(self, form):
        self.assert_refused(form, secret(form, value="wrong"), "AADSTS7000215", ClientAuthenticationError)
        self.assert_refused(form, secret(form, client=unknown), "AADSTS700016", ClientAuthenticationError)
        no_tenant = "Unable to get authority configuration" if form.name == "sync" else "AADSTS90002"
        self.assert_refused(form, secret(form, tenant=unknown), no_tenant, ClientAuthenticationError)

    @each_form
    def test_a_busy_entra_id_is_asked_again(self, form):
        busy = {"kind": "status", "op": "entra_token", "status": 503, "retryAfter": 0, "times": 1}
        control("POST", "faults", busy)
        self.use(form, secret(form, retry_backoff_factor=0))
        self.assertEqual(requests_for("entra_token"), 2)

    @each_form
    def test_a_token_for_another_audience_is_refused_by_the_service(self, form):
        with form.closing(secret(form)) as credential:
            token = credential.get_token("https://management.azure.com/.default")
        with form.client(form.giving(token)) as client, self.assertRaises(ClientAuthenticationError):
            client.create_user()
        self.assertIn("https://management.azure.com", journal()[-1]["reason"])

    @each_form
    def test_the_environment(self, form):
        with environment(**app, AZURE_CLIENT_SECRET=ready.clientSecret):
            self.use(form, form.credential("EnvironmentCredential", **no_discovery))
            self.use(form, form.credential("DefaultAzureCredential", **no_discovery))

    @each_form
    def test_chains(self, form):
        unavailable = form.credential("EnvironmentCredential")
        self.assert_refused(form, unavailable, "not fully configured", CredentialUnavailableError)
        self.use(form, form.credential("ChainedTokenCredential", unavailable, secret(form)))
        chain = form.credential("ChainedTokenCredential", secret(form, value="wrong"), secret(form))
        self.assert_refused(form, chain, "AADSTS7000215", ClientAuthenticationError)


class Certificates(EmulatorTest):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.old, cls.next = Certificate(folder, "old"), Certificate(folder, "next")

    def register(self, *certificates):
        apps = [{"certificates": [one.pem for one in certificates]}]
        return control("POST", "entra", {"apps": apps})["apps"][0]["certificates"]

    def credential(self, form, file, **options):
        return form.credential("CertificateCredential", ready.tenantId, ready.clientId, file, **authority, **options)

    @each_form
    def test_every_kind_of_file(self, form):
        self.assertEqual(self.register(self.old)[0]["thumbprint"], self.old.thumbprint)
        self.use(form, self.credential(form, self.old.pem_file))
        self.use(form, self.credential(form, self.old.pem_file, send_certificate_chain=True))
        self.use(form, self.credential(form, self.old.pfx_file, password=Certificate.password))

    @each_form
    def test_the_environment(self, form):
        with environment(**app, AZURE_CLIENT_CERTIFICATE_PATH=self.old.pem_file):
            self.register(self.old)
            self.use(form, form.credential("EnvironmentCredential", **no_discovery))

    @each_form
    def test_rotation(self, form):
        self.register(self.old)
        self.assert_refused(form, self.credential(form, self.next.pem_file), "AADSTS700027")
        self.register(self.old, self.next)
        self.use(form, self.credential(form, self.old.pem_file))
        self.use(form, self.credential(form, self.next.pem_file))
        self.register(self.next)
        self.assert_refused(form, self.credential(form, self.old.pem_file), "AADSTS700027")


class FederatedTokens(EmulatorTest):
    def token(self, **changes):
        return control("POST", "federated-token", changes)["token"]

    @each_form
    def test_an_assertion_of_the_program_s_own(self, form):
        # Some versions of the SDK take no options here: the authority comes from the environment.
        with environment(**app):
            give = lambda token: form.credential(
                "ClientAssertionCredential", ready.tenantId, ready.clientId, lambda: token
            )
            self.use(form, give(self.token()))
            self.assert_refused(form, give(self.token(subject="somebody")), "AADSTS700213")
            self.assert_refused(form, give(self.token(seconds=-600)), "AADSTS700024")
            self.assert_refused(form, give("not.a.token"), "AADSTS50027")

    @each_form
    def test_workload_identity(self, form):
        with contextlib.ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            path = os.path.join(folder, "token")
            with open(path, "w", encoding="ascii") as file:
                file.write(self.token())
            stack.enter_context(environment(**app, AZURE_FEDERATED_TOKEN_FILE=path))
            for kind in ("ManagedIdentityCredential", "DefaultAzureCredential"):
                self.use(form, form.credential(kind))
            self.assertEqual(requests_for("entra_token"), 2)
            self.assertEqual(requests_for("managed_identity_token"), 0)


if __name__ == "__main__":
    unittest.main()
