#ifndef ACS_ENTRA_NO_CREDENTIAL_HPP
#define ACS_ENTRA_NO_CREDENTIAL_HPP

#include <acs/credential.hpp>

namespace acs::entra {

// For requests that bring along what authorises them.
class no_credential final : public credential
{
public:
    bool is_ready(wall_time) const noexcept override { return true; }
    boost::asio::awaitable<result<void>> prepare(std::shared_ptr<time_source>) override
    {
        co_return result<void>();
    }
    result<void> authorise(outgoing_request&) const override { return {}; }
};

} // namespace acs::entra

#endif
