#include "watched_credential.hpp"

#include <utility>

namespace {

class watched_request final : public acs::outgoing_request
{
public:
    watched_request(acs::outgoing_request& watched, memory_scan& scan) : watched_(watched), scan_(scan) {}

    std::string_view method() const noexcept override { return watched_.method(); }
    std::string_view target() const noexcept override { return watched_.target(); }
    std::string_view host() const noexcept override { return watched_.host(); }
    std::string_view body() const noexcept override { return watched_.body(); }
    acs::wall_time now() const noexcept override { return watched_.now(); }
    bool add_header(std::string_view name, std::string_view value) override
    {
        constexpr std::string_view start = "Signature=";
        if (const auto at = value.find(start); name == "Authorization" && at != std::string_view::npos)
            scan_.look_for("signature", value.substr(at + start.size()));
        return watched_.add_header(name, value);
    }

private:
    acs::outgoing_request& watched_;
    memory_scan& scan_;
};

} // namespace

watched_credential::watched_credential(std::shared_ptr<acs::credential> watched, memory_scan& scan)
    : watched_(std::move(watched)), scan_(scan)
{}

bool watched_credential::is_ready(acs::wall_time now) const noexcept
{
    return watched_->is_ready(now);
}

boost::asio::awaitable<acs::result<void>> watched_credential::prepare(std::shared_ptr<acs::time_source> time)
{
    return watched_->prepare(std::move(time));
}

acs::result<void> watched_credential::authorise(acs::outgoing_request& request) const
{
    watched_request watched(request, scan_);
    return watched_->authorise(watched);
}

void watched_credential::rejected(std::string_view authorization) noexcept
{
    watched_->rejected(authorization);
}
