#include "entra_fixture.hpp"

#include <optional>
#include <utility>

entra_fixture::entra_fixture(acs::emulator_options options) : client_fixture(std::move(options))
{
    post(
        "entra",
        R"({"tokenLifetimeSeconds":3600,"managedIdentityLifetimeSeconds":86400,"refreshIn":"none"})");
    environment["PATH"] = "/nonexistent"; // no CLI
}

acs::entra_options entra_fixture::entra() const
{
    acs::entra_options made;
    made.authority_host(server.authority_host()).ca_file(server.ca_file()).time(clock).proxy("");
    made.jitter([] { return 0.5; });
    made.environment([this](const char* name) {
        const auto found = environment.find(name);
        return found == environment.end() ? std::nullopt : std::optional(found->second);
    });
    return made;
}

std::shared_ptr<acs::token_credential> entra_fixture::app(acs::secret shown)
{
    return std::make_shared<acs::client_secret_credential>(
        context.get_executor(), server.tenant_id(), server.client_id(), std::move(shown), entra());
}

acs::identity_client entra_fixture::make_client(std::shared_ptr<acs::credential> credential)
{
    auto made = acs::client_options::with_credential(server.endpoint(), std::move(credential)).value();
    made.ca_file(server.ca_file()).time(clock).proxy("");
    return acs::identity_client(context.get_executor(), std::move(made));
}

acs::result<acs::communication_user> entra_fixture::create(acs::identity_client& client)
{
    return run(client.create_user());
}

std::int64_t entra_fixture::requests_of(std::string_view operation)
{
    return get("stats").at("operations").at(operation).at("requests").to_number<std::int64_t>();
}
