#ifndef ACS_ENTRA_COROUTINE_SOURCE_HPP
#define ACS_ENTRA_COROUTINE_SOURCE_HPP

#include "entra/source.hpp"

#include <acs/access_token.hpp>

#include <functional>

namespace acs::entra {

// A coroutine of the user's.
class coroutine_source final : public source
{
public:
    using function = std::function<boost::asio::awaitable<result<access_token>>(entra_token_request)>;

    explicit coroutine_source(function from);

    std::string_view name() const noexcept override { return "BearerCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    const function from_;
};

} // namespace acs::entra

#endif
