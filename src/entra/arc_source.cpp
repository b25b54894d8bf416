#include "entra/arc_source.hpp"

#include "entra/arc_key.hpp"
#include "wire/make_error.hpp"
#include "wire/wiping_string.hpp"

#include <utility>

namespace acs::entra {

namespace {

constexpr const char* arc_variable = "IDENTITY_ENDPOINT";

} // namespace

bool arc_source::is_there(const surroundings& where)
{
    return where.variable(arc_variable) && where.variable("IMDS_ENDPOINT");
}

arc_source::arc_source(const surroundings& where, const managed_identity_id& identity, std::string key_folder)
    : own_(identity.named_by() == managed_identity_id::naming::system_assigned),
      key_folder_(std::move(key_folder)),
      endpoint_(where, where.variable(arc_variable).value_or(std::string()), arc_variable)
{}

boost::asio::awaitable<result<wire::issued_token>> arc_source::fetch(entra_token_request request)
{
    if (!own_)
        co_return wire::make_error(
            errc::invalid_argument, "Azure Arc has no identities that are assigned: leave the id out");
    const auto resource = managed_identity_endpoint::resource_of(request);
    if (!resource)
        co_return resource.error();
    wire::form query;
    query.add("api-version", "2019-11-01").add("resource", *resource);
    wire::request made = endpoint_.make_request(query);
    made.headers.push_back({"Metadata", secret("true")});
    wire::request opening = made;
    opening.other_success_status = 401;
    const auto challenge = co_await endpoint_.send(std::move(opening));
    if (!challenge)
        co_return endpoint_.failed(challenge.error());
    if (challenge->status != 401) {
        auto issued = managed_identity_endpoint::read(*challenge);
        if (!issued)
            co_return endpoint_.failed(issued.error());
        co_return issued;
    }
    const auto key = read_arc_key(challenge->find("WWW-Authenticate").value_or(""), key_folder_);
    if (!key)
        co_return key.error();
    wire::wiping_string proof("Basic ");
    proof.append(key->reveal());
    made.headers.push_back({"Authorization", secret(proof)});
    made.token_in_body = *key;
    co_return co_await endpoint_.ask(std::move(made));
}

} // namespace acs::entra
