#ifndef ACS_ACCESS_KEY_CREDENTIAL_HPP
#define ACS_ACCESS_KEY_CREDENTIAL_HPP

#include <acs/credential.hpp>
#include <acs/secret.hpp>

#include <memory>

namespace acs {

/**
 * \brief Signs requests with the resource's access key (HMAC-SHA256).
 * \par Thread safety
 * All functions may be called from any thread.
 */
class access_key_credential final : public credential
{
public:
    /**
     * \brief Makes a credential of an access key.
     * \param key the key as the portal shows it, base64.
     * \return the credential, or errc::invalid_access_key.
     */
    static result<std::shared_ptr<access_key_credential>> create(const secret& key);

    ~access_key_credential() override;

    /**
     * \brief Replaces the key, such as after a rotation. Attempts that begin afterwards are signed with the
     * new one. \param key the new key, base64. \return errc::invalid_access_key leaves the old key in place.
     */
    result<void> update(const secret& key);

    bool is_ready(wall_time now) const noexcept override;
    boost::asio::awaitable<result<void>> prepare(std::shared_ptr<time_source> time) override;
    result<void> authorise(outgoing_request& request) const override;

private:
    class impl;
    explicit access_key_credential(std::unique_ptr<impl> state);

    std::unique_ptr<impl> impl_;
};

} // namespace acs

#endif
