#ifndef ACS_ENTRA_ASSERTION_SOURCE_HPP
#define ACS_ENTRA_ASSERTION_SOURCE_HPP

#include "entra/source.hpp"
#include "entra/token_endpoint.hpp"

#include <acs/secret.hpp>

#include <optional>

namespace acs::entra {

// An application that shows an assertion: a signed statement about who it is. Where that comes from is what
// the derived classes know.
class assertion_source : public source
{
public:
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) final;

protected:
    // `broken`: why it can't be asked, if that is known already.
    explicit assertion_source(token_endpoint endpoint, std::optional<error> broken = std::nullopt);

    const token_endpoint& endpoint() const { return endpoint_; }

private:
    // A new one, for one request. Asked only if the endpoint's arguments are right.
    virtual boost::asio::awaitable<result<secret>> make_assertion() = 0;

    token_endpoint endpoint_;
    const std::optional<error> broken_;
};

} // namespace acs::entra

#endif
