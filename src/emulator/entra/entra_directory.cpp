#include "emulator/entra/entra_directory.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/signature/hmac_sha256.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace acs::emulation {

namespace {

guid guid_from(std::string_view bytes)
{
    guid result;
    std::memcpy(result.bytes.data(), bytes.data(), result.bytes.size());
    result.bytes[6] = static_cast<std::uint8_t>((result.bytes[6] & 0x0fU) | 0x40U);
    result.bytes[8] = static_cast<std::uint8_t>((result.bytes[8] & 0x3fU) | 0x80U);
    return result;
}

guid derived_guid(std::string_view key, std::string_view purpose)
{
    return guid_from(hmac_sha256(key).code(purpose));
}

secret derived_secret(std::string_view key, std::string_view purpose)
{
    return secret(base64url_encode(hmac_sha256(key).code(purpose)));
}

// Another id of something that has one.
guid companion(const guid& id, std::string_view purpose)
{
    return derived_guid(to_string(id), purpose);
}

constexpr std::chrono::hours long_life{2};

} // namespace

entra_directory::entra_directory(std::string_view access_key)
    : federation(hmac_sha256(access_key).code("federated tokens")),
      tenant_(derived_guid(access_key, "Entra tenant")), client_(derived_guid(access_key, "Entra app")),
      machine_(derived_guid(access_key, "managed identity")),
      client_secret_(derived_secret(access_key, "Entra app's secret")),
      identity_header_(derived_secret(access_key, "identity header")),
      arc_key_(derived_secret(access_key, "Azure Arc's key"))
{
    reset();
}

void entra_directory::reset()
{
    current = registrations();
    app_registration& usual = app(current, tenant_, client_);
    usual.secrets.push_back(client_secret_);
    usual.federated.push_back(
        {std::string(federated_tokens::usual_issuer), std::string(federated_tokens::usual_subject),
         std::string(federated_tokens::usual_audience)});
    managed_identity machine;
    machine.client = machine_;
    machine.object = companion(machine_, "object");
    machine.resource = "/subscriptions/" + to_string(companion(machine_, "subscription")) +
                       "/resourceGroups/emulator/providers/Microsoft.Compute/virtualMachines/emulator";
    machine.system_assigned = true;
    current.identities.push_back(std::move(machine));
}

bool entra_directory::has_tenant(const guid& tenant) const
{
    return tenant == tenant_ || std::any_of(current.apps.begin(), current.apps.end(), [&](const auto& one) {
               return one.tenant == tenant;
           });
}

const app_registration* entra_directory::find(const guid& tenant, const guid& client) const
{
    for (const app_registration& one : current.apps)
        if (one.tenant == tenant && one.client == client)
            return &one;
    return nullptr;
}

app_registration& entra_directory::app(registrations& in, const guid& tenant, const guid& client)
{
    for (app_registration& one : in.apps)
        if (one.tenant == tenant && one.client == client)
            return one;
    app_registration& made = in.apps.emplace_back();
    made.tenant = tenant;
    made.client = client;
    made.object = companion(client, "service principal");
    return made;
}

std::optional<std::chrono::seconds> entra_directory::refresh_in(std::chrono::seconds lifetime) const
{
    if (!current.refresh_in)
        return lifetime >= long_life ? std::optional(lifetime / 2) : std::nullopt;
    return *current.refresh_in > std::chrono::seconds(0) ? current.refresh_in : std::nullopt;
}

} // namespace acs::emulation
