#ifndef ACS_EMULATOR_CONTROL_INTERFACE_HPP
#define ACS_EMULATOR_CONTROL_INTERFACE_HPP

#include "emulator/protocol/exchange.hpp"
#include "emulator/protocol/request_target.hpp"
#include "emulator/service/resource_state.hpp"

#include <boost/json.hpp>
#include <string_view>

namespace acs::emulation {

/// Everything under `/_emulator/`: looking at the emulator and changing it. See docs/emulator.md.
class control_interface
{
public:
    explicit control_interface(resource_state& state) : state_(state) {}

    static bool concerns(const request_target& target);

    /// \param civil the time without the virtual clock's offset.
    response handle(const request& received, const request_target& target, wall_time civil);

private:
    using method =
        boost::json::value (control_interface::*)(const request_target&, const request&, wall_time);
    struct endpoint;
    static const endpoint* find(std::string_view name, std::string_view http_method, std::string& allow);

    boost::json::value get_stats(const request_target& target, const request& received, wall_time civil);
    boost::json::value get_journal(const request_target& target, const request& received, wall_time civil);
    boost::json::value post_reset(const request_target& target, const request& received, wall_time civil);
    boost::json::value get_clock(const request_target& target, const request& received, wall_time civil);
    boost::json::value post_clock(const request_target& target, const request& received, wall_time civil);
    boost::json::value get_faults(const request_target& target, const request& received, wall_time civil);
    boost::json::value post_faults(const request_target& target, const request& received, wall_time civil);
    boost::json::value delete_faults(const request_target& target, const request& received, wall_time civil);
    boost::json::value get_quotas(const request_target& target, const request& received, wall_time civil);
    boost::json::value post_quotas(const request_target& target, const request& received, wall_time civil);
    boost::json::value get_entra(const request_target& target, const request& received, wall_time civil);
    boost::json::value post_entra(const request_target& target, const request& received, wall_time civil);
    boost::json::value post_federated_token(
        const request_target& target, const request& received, wall_time civil);
    boost::json::value post_entra_token(
        const request_target& target, const request& received, wall_time civil);
    boost::json::value post_introspect(
        const request_target& target, const request& received, wall_time civil);

    resource_state& state_;
};

} // namespace acs::emulation

#endif
