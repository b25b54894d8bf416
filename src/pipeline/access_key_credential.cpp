#include <acs/access_key_credential.hpp>

#include "wire/hmac_signer.hpp"

#include <mutex>
#include <utility>

namespace acs {

class access_key_credential::impl
{
public:
    explicit impl(wire::hmac_signer signer) : signer_(share(std::move(signer))) {}

    std::shared_ptr<const wire::hmac_signer> signer() const
    {
        const std::lock_guard lock(mutex_);
        return signer_;
    }

    void replace(wire::hmac_signer signer)
    {
        auto next = share(std::move(signer));
        const std::lock_guard lock(mutex_);
        signer_.swap(next);
    }

private:
    static std::shared_ptr<const wire::hmac_signer> share(wire::hmac_signer signer)
    {
        return std::make_shared<const wire::hmac_signer>(std::move(signer));
    }

    mutable std::mutex mutex_;
    std::shared_ptr<const wire::hmac_signer> signer_;
};

access_key_credential::access_key_credential(std::unique_ptr<impl> state) : impl_(std::move(state)) {}

access_key_credential::~access_key_credential() = default;

result<std::shared_ptr<access_key_credential>> access_key_credential::create(const secret& key)
{
    auto signer = wire::hmac_signer::from_base64_key(key.reveal());
    if (!signer)
        return error(errc::invalid_access_key);
    return std::shared_ptr<access_key_credential>(
        new access_key_credential(std::make_unique<impl>(std::move(*signer))));
}

result<void> access_key_credential::update(const secret& key)
{
    auto signer = wire::hmac_signer::from_base64_key(key.reveal());
    if (!signer)
        return error(errc::invalid_access_key);
    impl_->replace(std::move(*signer));
    return {};
}

bool access_key_credential::is_ready(wall_time) const noexcept
{
    return true;
}

boost::asio::awaitable<result<void>> access_key_credential::prepare(std::shared_ptr<time_source>)
{
    co_return result<void>();
}

result<void> access_key_credential::authorise(outgoing_request& request) const
{
    wire::signed_parts parts;
    parts.method = request.method();
    parts.path_and_query = request.target();
    parts.host = request.host();
    parts.body = request.body();
    parts.date = request.now();
    const wire::signature_headers headers = impl_->signer()->sign(parts);
    request.add_header("x-ms-date", headers.date());
    request.add_header("x-ms-content-sha256", headers.content_hash());
    request.add_header("Authorization", headers.authorization());
    return {};
}

} // namespace acs
