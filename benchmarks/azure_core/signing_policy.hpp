#ifndef BENCHMARKS_AZURE_CORE_SIGNING_POLICY_HPP
#define BENCHMARKS_AZURE_CORE_SIGNING_POLICY_HPP

#include "hand_written/hand_written_request.hpp"

#include <azure/core/http/policies/policy.hpp>
#include <memory>

/// Signs each attempt with the access key, as the SDKs of other languages do: a per-retry policy.
class signing_policy final : public Azure::Core::Http::Policies::HttpPolicy
{
public:
    explicit signing_policy(std::shared_ptr<const hand_written_request> signer);

    std::unique_ptr<Azure::Core::Http::RawResponse> Send(
        Azure::Core::Http::Request& request, Azure::Core::Http::Policies::NextHttpPolicy next,
        const Azure::Core::Context& context) const override;
    std::unique_ptr<HttpPolicy> Clone() const override;

private:
    std::shared_ptr<const hand_written_request> signer_;
};

#endif
