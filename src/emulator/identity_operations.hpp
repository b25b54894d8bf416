#ifndef ACS_EMULATOR_IDENTITY_OPERATIONS_HPP
#define ACS_EMULATOR_IDENTITY_OPERATIONS_HPP

#include "emulator/api_version.hpp"
#include "emulator/entra_tokens.hpp"
#include "emulator/identity_store.hpp"
#include "emulator/operation.hpp"
#include "emulator/request_body.hpp"
#include "emulator/token_mint.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// What a fault wants of the token that an operation issues.
struct token_override
{
    std::optional<std::chrono::seconds> lifetime; ///< may be negative: expired already
    bool repeat = false;                          ///< the token issued last to the identity, once more
};

/// An authenticated request for an operation.
struct operation_call
{
    operation op;
    api_version version;
    std::string_view identity;
    const request_body& body;
    token_override token;
    wall_time now;
};

struct operation_result
{
    int status;
    std::string body;
};

/// What the six operations do. Refusals are thrown as \ref service_error.
class identity_operations
{
public:
    identity_operations(identity_store& identities, token_mint& mint, const entra_tokens& entra);

    operation_result run(const operation_call& call);

private:
    struct token_request;

    operation_result create(const operation_call& call);
    operation_result issue(const operation_call& call);
    operation_result exchange(const operation_call& call);
    operation_result revoke(const operation_call& call);
    operation_result erase(const operation_call& call);

    token_request read_token_request(
        const boost::json::object& body, std::string_view member, std::string_view target,
        api_version version) const;
    /// The identity's user part. \throws service_error 400 or 403
    guid own_user(std::string_view id) const;
    identity_store::record& existing(const guid& user, std::string_view id) const;
    std::string new_token(
        const guid& user, identity_store::record& record, const token_request& wish,
        const operation_call& call);
    std::string token_json(const token_claims& claims);

    identity_store& identities_;
    token_mint& mint_;
    const entra_tokens& entra_;
};

} // namespace acs::emulation

#endif
