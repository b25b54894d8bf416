#include "entra/cloud_shell_source.hpp"

#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

namespace {

constexpr const char* cloud_shell_variable = "MSI_ENDPOINT";

} // namespace

bool cloud_shell_source::is_there(const surroundings& where)
{
    return where.variable(cloud_shell_variable).has_value();
}

cloud_shell_source::cloud_shell_source(const surroundings& where, const managed_identity_id& identity)
    : own_(identity.named_by() == managed_identity_id::naming::system_assigned),
      endpoint_(where, where.variable(cloud_shell_variable).value_or(std::string()), cloud_shell_variable)
{}

boost::asio::awaitable<result<wire::issued_token>> cloud_shell_source::fetch(entra_token_request request)
{
    if (!own_)
        co_return wire::make_error(
            errc::invalid_argument, "Cloud Shell has no identities that are assigned: leave the id out");
    const auto resource = managed_identity_endpoint::resource_of(request);
    if (!resource)
        co_return resource.error();
    wire::form form;
    form.add("resource", *resource);
    wire::request made = endpoint_.make_request(form.text());
    made.headers.push_back({"Metadata", secret("true")});
    co_return co_await endpoint_.ask(std::move(made));
}

} // namespace acs::entra
