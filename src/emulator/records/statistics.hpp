#ifndef ACS_EMULATOR_STATISTICS_HPP
#define ACS_EMULATOR_STATISTICS_HPP

#include "emulator/protocol/operation.hpp"
#include "emulator/quotas/quota_window.hpp"

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace acs::emulation {

/// Counts what arrives and what is answered.
class statistics
{
public:
    statistics();

    void connection_opened(std::uint64_t connection);
    void connection_closed(std::uint64_t connection);

    void arrived(operation op, std::uint64_t connection, wall_time now);
    /// \param status 0 if nothing was answered.
    void answered(operation op, int status);
    void token_issued() { ++tokens_; }

    /// The members `operations`, `requests`, `throttled`, `tokensIssued` and `connections`.
    boost::json::object to_json() const;

    /// Counts from nothing; connections that are open stay known.
    void reset();

private:
    struct counters
    {
        std::uint64_t requests = 0;
        std::map<int, std::uint64_t> by_status;
        quota_window window;
    };

    // The counts of this many closed connections are kept.
    static constexpr std::size_t remembered_connections = 1000;

    std::vector<counters> operations_;
    std::uint64_t tokens_ = 0;
    std::uint64_t opened_ = 0;
    std::map<std::uint64_t, std::uint64_t> open_;                // connection -> requests
    std::deque<std::pair<std::uint64_t, std::uint64_t>> closed_; // the same, oldest first
};

} // namespace acs::emulation

#endif
