#ifndef ACS_EMULATOR_QUOTAS_HPP
#define ACS_EMULATOR_QUOTAS_HPP

#include "emulator/protocol/operation.hpp"
#include "emulator/protocol/retry_after.hpp"
#include "emulator/quotas/quota_window.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace acs::emulation {

/// The limits on calls per operation. Off unless switched on.
class quotas
{
public:
    struct configuration
    {
        explicit configuration(bool on);

        bool enabled;
        retry_after_form retry_after = retry_after_form::seconds;
        std::chrono::nanoseconds window;
        std::array<std::size_t, operation_count> limits{};
    };

    explicit quotas(const configuration& start);

    const configuration& current() const { return configuration_; }
    /// Calls counted so far stay counted, unless the window's length changes or quotas are switched off.
    void configure(const configuration& wanted);

    /// Counts a call. \throws service_error 429 if it is one too many; it counts all the same.
    void admit(operation op, wall_time now);

private:
    void empty_windows();

    configuration configuration_;
    std::vector<quota_window> windows_;
};

} // namespace acs::emulation

#endif
