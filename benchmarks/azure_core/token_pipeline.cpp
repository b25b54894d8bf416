#include "azure_core/token_pipeline.hpp"

#include "azure_core/signing_policy.hpp"

#include <azure/core/http/curl_transport.hpp>
#include <azure/core/internal/client_options.hpp>
#include <azure/core/io/body_stream.hpp>
#include <boost/json.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http = Azure::Core::Http;

namespace {

using policies = std::vector<std::unique_ptr<http::Policies::HttpPolicy>>;

// What costs the least: connections stay open in the pool of the SDK, where the next call of any thread finds
// them; TCP_NODELAY is libcurl's default; nobody listens to the log, and there is no tracer, so those
// policies do nothing.
Azure::Core::_internal::ClientOptions make_client_options(const load_options& options)
{
    http::CurlTransportOptions transport;
    transport.CAInfo = options.ca_file;
    transport.Proxy = std::string();
    transport.HttpKeepAlive = true;
    transport.NoSignal = true;
    Azure::Core::_internal::ClientOptions made;
    made.Transport.Transport = std::make_shared<http::CurlTransport>(transport);
    made.Retry.MaxRetries = 0; // the first failure ends the run
    return made;
}

policies make_signing(const std::shared_ptr<const hand_written_request>& signer)
{
    policies made;
    made.push_back(std::make_unique<signing_policy>(signer));
    return made;
}

} // namespace

token_pipeline::token_pipeline(const load_options& options)
    : request_(std::make_shared<const hand_written_request>(options)),
      url_("https://" + request_->host() + request_->target()),
      pipeline_(
          make_client_options(options), "communication-identity", "1.0.0", make_signing(request_), policies())
{}

std::size_t token_pipeline::get_token() const
{
    const std::string body = hand_written_request::body();
    Azure::Core::IO::MemoryBodyStream stream(reinterpret_cast<const std::uint8_t*>(body.data()), body.size());
    http::Request request(http::HttpMethod::Post, url_, &stream);
    request.SetHeader("content-type", "application/json");
    request.SetHeader("accept", "application/json");
    request.SetHeader("content-length", std::to_string(body.size()));
    const auto answer = pipeline_.Send(request, Azure::Core::Context());
    if (answer->GetStatusCode() != http::HttpStatusCode::Ok)
        throw std::runtime_error("status " + std::to_string(static_cast<int>(answer->GetStatusCode())));
    const std::vector<std::uint8_t>& bytes = answer->GetBody();
    const auto value =
        boost::json::parse(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    const std::string token(value.at("token").as_string());
    const std::string expires_on(value.at("expiresOn").as_string());
    return token.size() + expires_on.size();
}
