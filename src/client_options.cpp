#include <acs/client_options.hpp>

#include "wire/connection_string.hpp"
#include "wire/endpoint.hpp"

#include <utility>

namespace acs {

client_options::client_options(std::string endpoint, std::shared_ptr<acs::credential> credential)
    : endpoint_(std::move(endpoint)), credential_(std::move(credential))
{}

result<client_options> client_options::from_connection_string(std::string_view text)
{
    const auto parsed = wire::parse_connection_string(text);
    if (!parsed)
        return parsed.error();
    return with_access_key(parsed->endpoint, parsed->access_key);
}

result<client_options> client_options::with_access_key(std::string_view endpoint, const secret& key)
{
    auto made = access_key_credential::create(key);
    if (!made)
        return made.error();
    return with_credential(endpoint, std::move(*made));
}

result<client_options> client_options::with_credential(
    std::string_view endpoint, std::shared_ptr<acs::credential> credential)
{
    const auto parsed = wire::parse_endpoint(endpoint);
    if (!parsed)
        return parsed.error();
    if (!credential) {
        error_details details;
        details.what = "the credential is null";
        return error(errc::invalid_argument, std::move(details));
    }
    return client_options(parsed->url(), std::move(credential));
}

std::shared_ptr<access_key_credential> client_options::access_key() const
{
    return std::dynamic_pointer_cast<access_key_credential>(credential_);
}

} // namespace acs
