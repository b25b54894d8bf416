#ifndef ACS_BEARER_CREDENTIAL_HPP
#define ACS_BEARER_CREDENTIAL_HPP

#include <acs/access_token.hpp>
#include <acs/credential.hpp>

#include <functional>
#include <memory>

namespace acs {

/**
 * \brief Authorises requests with an Entra ID token (`Authorization: Bearer`) that a coroutine of yours
 * yields. \details The token has to be for the scope `https://communication.azure.com//.default` (two
 * slashes). It is reused until two minutes before it expires, and dropped when the service answers 401. \par
 * Thread safety All functions may be called from any thread. The coroutine function may be called from
 * several calls at a time.
 */
class bearer_credential final : public credential
{
public:
    /// Yields a token, or an error that becomes the call's errc::credential_failed. It must be a named
    /// function or a function object that lives in this credential; its coroutine must not refer to
    /// temporaries.
    using token_source = std::function<boost::asio::awaitable<result<access_token>>()>;

    /// \param source called when there is no token, or it is about to expire.
    explicit bearer_credential(token_source source);
    ~bearer_credential() override;

    bool is_ready(wall_time now) const noexcept override;
    boost::asio::awaitable<result<void>> prepare(std::shared_ptr<time_source> time) override;
    result<void> authorise(outgoing_request& request) const override;
    void rejected(std::string_view authorization) noexcept override;

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace acs

#endif
