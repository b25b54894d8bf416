#include <acs/chained_credential.hpp>

#include "entra/chain_source.hpp"
#include "entra/make_holders.hpp"
#include "entra/managed_identity_source.hpp"
#include "entra/token_holders.hpp"

#include <utility>

namespace acs {

namespace {

std::vector<std::shared_ptr<entra::source>> sources_of(
    const std::vector<std::shared_ptr<token_credential>>& members)
{
    std::vector<std::shared_ptr<entra::source>> sources;
    for (const auto& member : members) {
        if (!member)
            continue;
        const auto& from = entra::token_holders::of(*member)->from();
        const auto* managed = dynamic_cast<const entra::managed_identity_source*>(from.get());
        sources.push_back(managed ? managed->for_chain() : from);
    }
    return sources;
}

} // namespace

chained_credential::chained_credential(
    boost::asio::any_io_executor executor, std::vector<std::shared_ptr<token_credential>> members,
    entra_options options)
    : token_credential(entra::make_holders(
          entra::surroundings(std::move(executor), std::move(options)),
          [&](const entra::surroundings&) {
              return std::make_shared<entra::chain_source>("ChainedTokenCredential", sources_of(members));
          },
          entra::chain_source::deadline))
{}

chained_credential::~chained_credential() = default;

} // namespace acs
