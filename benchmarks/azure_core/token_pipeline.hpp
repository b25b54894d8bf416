#ifndef BENCHMARKS_AZURE_CORE_TOKEN_PIPELINE_HPP
#define BENCHMARKS_AZURE_CORE_TOKEN_PIPELINE_HPP

#include "hand_written/hand_written_request.hpp"
#include "load/load_options.hpp"

#include <azure/core/internal/http/pipeline.hpp>
#include <cstddef>
#include <memory>

/// Issues tokens as an SDK package for ACS would that was built on azure-core, of which there is none for
/// C++: its pipeline with all policies that a package gets by default, a policy that signs, and libcurl's
/// transport. May be used by many threads, as clients of the SDK are.
class token_pipeline
{
public:
    explicit token_pipeline(const load_options& options);

    /// One call. \return how long token and expiry are together. \throws std::exception if there is none.
    std::size_t get_token() const;

private:
    std::shared_ptr<const hand_written_request> request_;
    Azure::Core::Url url_;
    Azure::Core::Http::_internal::HttpPipeline pipeline_;
};

#endif
