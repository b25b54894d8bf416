#include "entra/client_certificate_source.hpp"

#include "entra/small_file.hpp"
#include "pipeline/random.hpp"
#include "wire/client_assertion.hpp"
#include "wire/make_error.hpp"
#include "wire/signing_certificate.hpp"

#include <utility>

namespace acs::entra {

namespace {

constexpr std::size_t longest_certificate_file = 1 << 20;

// Read anew each time: there is one token request in an hour, and whether a file has changed can't be told
// from its size and date with certainty.
result<wire::signing_certificate> read_certificate(const client_certificate& from)
{
    if (from.path().empty() && from.pem().empty())
        return wire::make_error(errc::credential_unavailable, "the certificate is missing");
    secret text = from.pem();
    std::string name = "the certificate";
    if (!from.path().empty()) {
        auto content = read_small_file(from.path(), longest_certificate_file, name.c_str());
        if (!content)
            return content.error();
        text = std::move(*content);
        name.append(", ").append(from.path());
    }
    auto parsed = wire::signing_certificate::parse(text.reveal(), from.passphrase().reveal());
    if (!parsed)
        return wire::make_error(errc::credential_failed, name + ": " + parsed.error().details().what);
    return parsed;
}

} // namespace

client_certificate_source::client_certificate_source(
    const surroundings& where, std::string tenant_id, std::string client_id, client_certificate certificate)
    : assertion_source(token_endpoint(where, std::move(tenant_id), std::move(client_id))),
      certificate_(std::move(certificate)), time_(where.options.time())
{}

boost::asio::awaitable<result<secret>> client_certificate_source::make_assertion()
{
    const auto certificate = read_certificate(certificate_);
    if (!certificate)
        co_return certificate.error();
    wire::client_assertion assertion;
    assertion.audience = endpoint().url();
    assertion.client_id = endpoint().client_id();
    assertion.id = pipeline::random_uuid();
    assertion.now = time_->now_utc();
    assertion.pss = certificate_.use_pss();
    assertion.with_chain = certificate_.send_certificate_chain();
    co_return wire::sign(assertion, *certificate);
}

} // namespace acs::entra
