#ifndef ACS_ENTRA_CHAIN_SOURCE_HPP
#define ACS_ENTRA_CHAIN_SOURCE_HPP

#include "entra/source.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace acs::entra {

// Several sources, of which the first that is configured here is used.
class chain_source final : public source
{
public:
    // Of a whole search, unless the options say otherwise: as long as the most patient of its members.
    static constexpr std::chrono::nanoseconds deadline = std::chrono::seconds(120);

    // The name is a literal.
    chain_source(std::string_view name, std::vector<std::shared_ptr<source>> members);

    std::string_view name() const noexcept override { return name_; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;
    bool takes_requests() const noexcept override; // as long as one of its members does

private:
    const std::string_view name_;
    const std::vector<std::shared_ptr<source>> members_;
    std::atomic<std::size_t> chosen_; // the member that gave a token; their number if none has yet
};

} // namespace acs::entra

#endif
