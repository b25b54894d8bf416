#include "azure_core/signing_policy.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using Azure::Core::Context;
using Azure::Core::Http::RawResponse;
using Azure::Core::Http::Request;
using Azure::Core::Http::Policies::HttpPolicy;
using Azure::Core::Http::Policies::NextHttpPolicy;

signing_policy::signing_policy(std::shared_ptr<const hand_written_request> signer)
    : signer_(std::move(signer))
{}

std::unique_ptr<RawResponse> signing_policy::Send(
    Request& request, NextHttpPolicy next, const Context& context) const
{
    const std::vector<std::uint8_t> body = request.GetBodyStream()->ReadToEnd(context);
    request.GetBodyStream()->Rewind();
    const auto fields = signer_->sign(std::string(body.begin(), body.end()));
    request.SetHeader("host", signer_->host());
    request.SetHeader("x-ms-date", fields.date);
    request.SetHeader("x-ms-content-sha256", fields.content_hash);
    request.SetHeader("authorization", fields.authorization);
    return next.Send(request, context);
}

std::unique_ptr<HttpPolicy> signing_policy::Clone() const
{
    return std::make_unique<signing_policy>(*this);
}
