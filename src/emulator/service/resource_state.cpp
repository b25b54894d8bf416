#include "emulator/service/resource_state.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/random_sequence.hpp"

#include <cstring>
#include <openssl/crypto.h>
#include <stdexcept>

namespace acs::emulation {

namespace {

std::string decode_key(const std::string& base64)
{
    auto key = base64_decode(base64);
    if (!key || key->empty())
        throw std::invalid_argument("the access key is not base64");
    return std::move(*key);
}

// A key of another purpose. It follows from the access key, so tokens survive a restart without being saved.
std::string derived_key(const std::string& access_key, std::string_view purpose)
{
    return hmac_sha256(access_key).code(purpose);
}

guid resource_of(const service_settings& settings)
{
    if (!settings.resource_id.empty()) {
        const auto given = parse_guid(settings.resource_id);
        if (!given)
            throw std::invalid_argument("the resource id is not a GUID");
        return *given;
    }
    random_sequence random(settings.seed);
    const std::uint64_t halves[2] = {random.next(), random.next()};
    guid drawn;
    std::memcpy(drawn.bytes.data(), halves, sizeof halves);
    drawn.bytes[6] = static_cast<std::uint8_t>((drawn.bytes[6] & 0x0fU) | 0x40U);
    drawn.bytes[8] = static_cast<std::uint8_t>((drawn.bytes[8] & 0x3fU) | 0x80U);
    return drawn;
}

// Wipes the decoded key when the constructor is through with it.
struct wiped_key
{
    explicit wiped_key(const std::string& base64) : bytes(decode_key(base64)) {}
    wiped_key(const wiped_key&) = delete;
    wiped_key& operator=(const wiped_key&) = delete;
    ~wiped_key() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    std::string bytes;
};

} // namespace

resource_state::resource_state(const service_settings& settings)
    : resource_state(settings, wiped_key(settings.access_key).bytes)
{}

resource_state::resource_state(const service_settings& settings, const std::string& key)
    : quotas_at_start(settings.quotas), identities(resource_of(settings), settings.seed),
      mint(settings.signing, derived_key(key, "access tokens"), settings.token_key_pem, settings.token_bytes),
      entra(derived_key(key, "Entra tokens")), directory(key),
      gate(signature_verifier(key, settings.clock_tolerance), entra),
      limits(quotas::configuration(settings.quotas)), faults(settings.seed),
      operations_(identities, mint, entra), exchange_(identities, mint, teams_extension_grants, entra_grants),
      teams_extension_assignments_(teams_extension_grants), entra_assignments_(entra_grants)
{}

operation_result resource_state::carry_out(const operation_call& call)
{
    switch (call.way.op) {
    case operation::get_token_for_teams_extension_user:
    case operation::get_token_for_entra_user:
        return exchange_.run(call);
    case operation::get_teams_extension_assignment:
    case operation::set_teams_extension_assignment:
    case operation::delete_teams_extension_assignment:
        return teams_extension_assignments_.run(call);
    case operation::entra_assignments:
        return entra_assignments_.run(call);
    default:
        return operations_.run(call);
    }
}

void resource_state::reset()
{
    clock_offset = {};
    identities.clear();
    teams_extension_grants.clear();
    entra_grants.clear();
    limits = quotas(quotas::configuration(quotas_at_start));
    faults.clear();
    directory.reset();
    log.clear();
    counts.reset();
}

} // namespace acs::emulation
