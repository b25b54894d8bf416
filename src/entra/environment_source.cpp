#include "entra/environment_source.hpp"

#include "entra/client_certificate_source.hpp"
#include "entra/client_secret_source.hpp"
#include "wire/ascii.hpp"
#include "wire/make_error.hpp"

#include <acs/client_certificate.hpp>

#include <utility>

namespace acs::entra {

namespace {

bool is_true(const std::optional<std::string>& value)
{
    return value && (*value == "1" || wire::equal_ignoring_case(*value, "true"));
}

} // namespace

environment_source::environment_source(const surroundings& where)
{
    const auto tenant = where.variable("AZURE_TENANT_ID");
    const auto client = where.variable("AZURE_CLIENT_ID");
    const auto client_secret = where.variable("AZURE_CLIENT_SECRET");
    const auto certificate = where.variable("AZURE_CLIENT_CERTIFICATE_PATH");
    const auto miss = [this](const char* name) {
        missing_.append(missing_.empty() ? "" : ", ").append(name);
    };
    if (!tenant)
        miss("AZURE_TENANT_ID");
    if (!client)
        miss("AZURE_CLIENT_ID");
    if (!client_secret && !certificate)
        miss("AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH)");
    if (!missing_.empty())
        return;
    if (client_secret) {
        by_what_ = std::make_shared<client_secret_source>(where, *tenant, *client, secret(*client_secret));
        return;
    }
    auto shown = client_certificate::from_file(*certificate);
    if (const auto password = where.variable("AZURE_CLIENT_CERTIFICATE_PASSWORD"))
        shown.passphrase(*password);
    shown.send_certificate_chain(is_true(where.variable("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN")));
    by_what_ = std::make_shared<client_certificate_source>(where, *tenant, *client, std::move(shown));
}

boost::asio::awaitable<result<wire::issued_token>> environment_source::fetch(entra_token_request request)
{
    if (!by_what_)
        co_return wire::make_error(
            errc::credential_unavailable,
            "the environment describes no application: these variables are not set: " + missing_);
    co_return co_await by_what_->fetch(std::move(request));
}

} // namespace acs::entra
