"""ManagedIdentityCredential, in all the places whose token endpoints the emulator has."""
import unittest

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from emulator import EmulatorTest, control, each_form, environment, ready, requests_for

machine = {"AZURE_POD_IDENTITY_AUTHORITY_HOST": ready.metadataEndpoint}
app_service = {
    "IDENTITY_ENDPOINT": f"{ready.metadataEndpoint}/msi/token",
    "IDENTITY_HEADER": ready.identityHeader,
}
unknown = "c0ffee00-0000-4000-8000-000000000002"
resource = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"
identities = [
    {"clientId": "c0ffee00-0000-4000-8000-000000000003", "objectId": unknown[:-1] + "4", "resourceId": resource},
    {"clientId": "c0ffee00-0000-4000-8000-000000000005"},
]


class ManagedIdentity(EmulatorTest):
    def credential(self, form, **options):
        return form.credential("ManagedIdentityCredential", **options)

    def use_it(self, form, variables, **options):
        with environment(**variables):
            self.use(form, self.credential(form, **options))
        self.assertEqual(requests_for("managed_identity_token"), 1)

    @each_form
    def test_virtual_machine(self, form):
        self.use_it(form, machine)

    @each_form
    def test_app_service(self, form):
        self.use_it(form, app_service)

    @each_form
    def test_azure_machine_learning(self, form):
        variables = {"MSI_ENDPOINT": app_service["IDENTITY_ENDPOINT"], "MSI_SECRET": ready.identityHeader}
        self.use_it(form, variables)

    @each_form
    def test_cloud_shell(self, form):
        self.use_it(form, {"MSI_ENDPOINT": f"{ready.metadataEndpoint}/oauth2/token"})

    @each_form
    def test_azure_arc(self, form):
        arc = {
            "IDENTITY_ENDPOINT": f"{ready.metadataEndpoint}/metadata/identity/oauth2/token",
            "IMDS_ENDPOINT": ready.metadataEndpoint,
        }
        with environment(**arc):
            self.use(form, self.credential(form))
            self.assertEqual(requests_for("managed_identity_token"), 2)  # the challenge comes first

    @each_form
    def test_default_credential(self, form):
        with environment(**machine):
            self.use(form, form.credential("DefaultAzureCredential"))

    @each_form
    def test_an_identity_of_a_name(self, form):
        first = identities[0]
        for variables, by_object, by_resource in (
            (machine, "object_id", "msi_res_id"),
            (app_service, "principal_id", "mi_res_id"),
        ):
            with environment(**variables):
                control("POST", "entra", {"managedIdentities": identities})
                self.use(form, self.credential(form, client_id=first["clientId"]))
                self.use(form, self.credential(form, identity_config={by_object: first["objectId"]}))
                self.use(form, self.credential(form, identity_config={by_resource: resource}))

    @each_form
    def test_an_identity_that_is_not_there(self, form):
        with environment(**machine):
            self.assert_refused(
                form, self.credential(form, client_id=unknown), "not been assigned", CredentialUnavailableError
            )
            control("POST", "entra", {"managedIdentities": identities})
            self.assert_refused(
                form, self.credential(form), "No identity has been assigned", CredentialUnavailableError
            )
        with environment(**app_service):
            self.assert_refused(form, self.credential(form, client_id=unknown), "No MSI found")

    @each_form
    def test_a_wrong_identity_header(self, form):
        with environment(**{**app_service, "IDENTITY_HEADER": "wrong"}):
            self.assert_refused(form, self.credential(form), "X-IDENTITY-HEADER", ClientAuthenticationError)

    @each_form
    def test_an_outage(self, form):
        with environment(**machine):
            for status in (404, 429, 500, 503):
                control("POST", "reset")
                outage = {"kind": "status", "op": "managed_identity_token", "status": status, "times": 2}
                control("POST", "faults", outage)
                self.use(form, self.credential(form, retry_backoff_factor=0))
                self.assertEqual(requests_for("managed_identity_token"), 3)


if __name__ == "__main__":
    unittest.main()
