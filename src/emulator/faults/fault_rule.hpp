#ifndef ACS_EMULATOR_FAULT_RULE_HPP
#define ACS_EMULATOR_FAULT_RULE_HPP

#include "emulator/faults/fault_kind.hpp"
#include "emulator/protocol/exchange.hpp"
#include "emulator/protocol/operation.hpp"
#include "emulator/protocol/retry_after.hpp"

#include <boost/json.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/// One rule of the fault plan. Which of the later members mean something depends on the kind.
struct fault_rule
{
    fault_kind kind = fault_kind::delay;
    operation_set operations = operation_set().set();
    std::optional<std::uint64_t> times; ///< unlimited if missing
    std::uint64_t skip = 0;
    double probability = 1;
    bool executes = true; ///< whether the operation is done

    std::optional<int> status;
    std::optional<std::string> code;
    std::optional<std::string> message;
    std::optional<std::string> body;
    std::vector<header_fields::field> headers;
    retry_after_form retry_form = retry_after_form::none;
    std::chrono::nanoseconds retry_in{};
    std::string retry_text; ///< a Retry-After of the rule's own making
    std::string content_type;
    std::size_t bytes = 0;
    std::chrono::nanoseconds pause{};
    std::vector<int> interim;
    std::chrono::seconds seconds{};
    std::string claims; ///< JSON that a bearer token must have been asked for with

    boost::json::object source; ///< as it was posted
};

/// Reads a rule. \throws control_error naming the member that is wrong, missing or unknown.
fault_rule parse_fault_rule(const boost::json::value& source);

} // namespace acs::emulation

#endif
