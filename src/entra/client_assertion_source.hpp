#ifndef ACS_ENTRA_CLIENT_ASSERTION_SOURCE_HPP
#define ACS_ENTRA_CLIENT_ASSERTION_SOURCE_HPP

#include "entra/assertion_source.hpp"

#include <functional>
#include <string>

namespace acs::entra {

// An application whose assertions come from a function of the user's.
class client_assertion_source final : public assertion_source
{
public:
    using assertion_function = std::function<boost::asio::awaitable<result<secret>>()>;

    client_assertion_source(
        const surroundings& where, std::string tenant_id, std::string client_id,
        assertion_function assertion);

    std::string_view name() const noexcept override { return "ClientAssertionCredential"; }

private:
    boost::asio::awaitable<result<secret>> make_assertion() override;

    const assertion_function assertion_;
};

} // namespace acs::entra

#endif
