#ifndef ACS_ENTRA_DEFAULT_AZURE_SOURCE_HPP
#define ACS_ENTRA_DEFAULT_AZURE_SOURCE_HPP

#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <memory>

namespace acs::entra {

// The chain of sources that fits most programs, or the part of it that AZURE_TOKEN_CREDENTIALS leaves.
class default_azure_source final : public source
{
public:
    explicit default_azure_source(const surroundings& where);

    std::string_view name() const noexcept override { return "DefaultAzureCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    std::shared_ptr<source> chain_; // null if the variable says something else than it may
};

} // namespace acs::entra

#endif
