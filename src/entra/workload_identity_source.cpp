#include "entra/workload_identity_source.hpp"

#include "entra/small_file.hpp"
#include "wire/ascii.hpp"
#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

namespace {

constexpr std::size_t longest_token_file = std::size_t{64} * 1024;

void take(const surroundings& where, const char* variable, std::string& value, std::string& missing)
{
    if (value.empty())
        value = where.variable(variable).value_or("");
    if (value.empty())
        missing.append(missing.empty() ? "" : ", ").append(variable);
}

} // namespace

struct workload_identity_source::settings
{
    settings(const surroundings& where, std::string tenant_id, std::string client_id, std::string token_file)
        : tenant(std::move(tenant_id)), client(std::move(client_id)), file(std::move(token_file))
    {
        std::string missing;
        take(where, "AZURE_TENANT_ID", tenant, missing);
        take(where, "AZURE_CLIENT_ID", client, missing);
        take(where, "AZURE_FEDERATED_TOKEN_FILE", file, missing);
        if (!missing.empty())
            broken = wire::make_error(
                errc::credential_unavailable,
                "this is no workload with an identity, or its settings are incomplete: not set: " + missing);
    }

    std::string tenant;
    std::string client;
    std::string file;
    std::optional<error> broken;
};

workload_identity_source::workload_identity_source(
    const surroundings& where, std::string tenant_id, std::string client_id, std::string token_file)
    : workload_identity_source(
          where, settings(where, std::move(tenant_id), std::move(client_id), std::move(token_file)))
{}

workload_identity_source::workload_identity_source(const surroundings& where, settings all)
    : assertion_source(token_endpoint(where, std::move(all.tenant), std::move(all.client)), all.broken),
      token_file_(std::move(all.file))
{}

boost::asio::awaitable<result<secret>> workload_identity_source::make_assertion()
{
    const auto content = read_small_file(token_file_, longest_token_file, "the federated token's file");
    if (!content)
        co_return content.error();
    const std::string_view token = wire::trim(content->reveal());
    if (token.empty())
        co_return wire::make_error(
            errc::credential_failed, "the federated token's file, " + token_file_ + ": it is empty");
    co_return secret(token);
}

} // namespace acs::entra
