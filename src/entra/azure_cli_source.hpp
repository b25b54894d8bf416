#ifndef ACS_ENTRA_AZURE_CLI_SOURCE_HPP
#define ACS_ENTRA_AZURE_CLI_SOURCE_HPP

#include "entra/child_process.hpp"
#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <string>

namespace acs::entra {

// Whoever has signed in with the Azure CLI on this machine.
class azure_cli_source final : public source
{
public:
    // Both may be empty: what the CLI is set to.
    explicit azure_cli_source(
        const surroundings& where, std::string tenant_id = {}, std::string subscription = {});

    std::string_view name() const noexcept override { return "AzureCliCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    // Where the program is, and why it can't be asked this.
    result<std::vector<std::string>> command_for(const entra_token_request& request) const;

    const surroundings where_;
    const std::string tenant_id_;
    const std::string subscription_;
};

} // namespace acs::entra

#endif
