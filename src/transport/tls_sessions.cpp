#include "transport/tls_sessions.hpp"

#include <utility>

namespace acs::transport {

void tls_sessions::add(session issued)
{
    session dropped; // freed after the lock is released
    const std::lock_guard lock(mutex_);
    if (sessions_.size() == limit_ && limit_ > 0) {
        dropped = std::move(sessions_.front());
        sessions_.erase(sessions_.begin());
    }
    if (sessions_.size() < limit_)
        sessions_.push_back(std::move(issued));
}

tls_sessions::session tls_sessions::take()
{
    const std::lock_guard lock(mutex_);
    while (!sessions_.empty()) {
        session& newest = sessions_.back();
        if (SSL_SESSION_get_protocol_version(newest.get()) < TLS1_3_VERSION) {
            SSL_SESSION_up_ref(newest.get());
            return session(newest.get());
        }
        session taken = std::move(newest);
        sessions_.pop_back();
        if (SSL_SESSION_is_resumable(taken.get()) == 1)
            return taken;
    }
    return nullptr;
}

} // namespace acs::transport
