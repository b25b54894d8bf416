#ifndef TESTS_INTEGRATION_ENTRA_FIXTURE_HPP
#define TESTS_INTEGRATION_ENTRA_FIXTURE_HPP

#include "client_fixture.hpp"

#include <acs/client_secret_credential.hpp>
#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <map>
#include <memory>
#include <string>

/// An emulator whose tokens of Entra ID last an hour and don't say when they are to be renewed, so that they
/// are at 0.775 of their lives; those of managed identities last a day. Credentials and clients of them share
/// its clock, and an environment that is the test's own.
class entra_fixture : public client_fixture
{
public:
    entra_fixture() : entra_fixture(acs::emulator_options()) {}
    explicit entra_fixture(acs::emulator_options options);

    acs::entra_options entra() const;
    std::shared_ptr<acs::token_credential> app(acs::secret shown);
    std::shared_ptr<acs::token_credential> app() { return app(server.client_secret()); }
    /// One more client, with a credential.
    acs::identity_client make_client(std::shared_ptr<acs::credential> credential);
    /// Creates a user with it, time standing still.
    acs::result<acs::communication_user> create(acs::identity_client& client);

    /// Requests that the emulator has seen of an operation.
    std::int64_t requests_of(std::string_view operation);
    std::int64_t token_requests() { return requests_of("entra_token"); }
    std::int64_t identity_requests() { return requests_of("managed_identity_token"); }

    std::map<std::string, std::string> environment;
};

#endif
