#include "fault_cell.hpp"

#include <array>

using namespace std::chrono_literals;
using acs::errc;

namespace {

// The documented default: three retries.
constexpr int most_attempts = 4;

constexpr std::array<std::string_view, 4> connection_names{"fresh", "reused", "rested", "dropped"};
constexpr std::array<std::string_view, 3> limit_names{"enough", "one attempt", "too short"};

} // namespace

std::vector<fault_cell> fault_cell::all(const std::vector<fault_case>& cases)
{
    const auto operations = fault_matrix_operation::all();
    std::vector<fault_cell> cells;
    std::size_t turn = 0;
    for (const fault_case& fault : cases) {
        for (const fault_matrix_operation& op : operations) {
            if (op.is_newer())
                add_fewer(fault, op, turn++, cells);
            else
                add(fault, op, cells);
        }
        ++turn; // else an operation would always have the same
    }
    return cells;
}

// A creation leaves the rested connection as it is, so that it comes last.
void fault_cell::add(
    const fault_case& fault, const fault_matrix_operation& op, std::vector<fault_cell>& cells)
{
    using enum connection_state;
    for (const auto connection : {fresh, reused, dropped, rested})
        cells.emplace_back(fault, op, connection, call_limit::enough);
    for (const auto limit : {call_limit::one_attempt, call_limit::too_short})
        if (!fault.once || limit != call_limit::too_short) // how often does not show there
            for (const auto connection : {fresh, reused})
                cells.emplace_back(fault, op, connection, limit);
}

void fault_cell::add_fewer(
    const fault_case& fault, const fault_matrix_operation& op, std::size_t turn,
    std::vector<fault_cell>& cells)
{
    std::vector<fault_cell> all;
    add(fault, op, all);
    for (const std::size_t i : {std::size_t(0), std::size_t(1), 2 + turn % (all.size() - 2)})
        cells.push_back(all[i]);
}

// The client remembers what it has learnt about the clock.
bool fault_cell::is_in_row_of(const fault_cell& other) const
{
    return !concerns_clock() && &fault_ == &other.fault_ && operation_ == other.operation_ &&
           limit_ == other.limit_;
}

std::string fault_cell::name() const
{
    return fault_.name + " | " + operation_.name() + " | " +
           std::string(connection_names[static_cast<std::size_t>(connection_)]) + " | " +
           std::string(limit_names[static_cast<std::size_t>(limit_)]);
}

std::chrono::nanoseconds fault_cell::deadline() const
{
    switch (limit_) {
    case call_limit::enough:
        return 60s;
    case call_limit::one_attempt:
        return fault_.takes + 1ns; // a wait drawn from 0 to 0.8 s is longer
    case call_limit::too_short:
        return 1s;
    }
    return {};
}

// Only of what has a date.
bool fault_cell::concerns_clock() const
{
    return fault_.nature == fault_nature::wrong_clock && operation_.is_dated();
}

// A connection that may have died unseen is nothing for a request that must not
// be repeated.
bool fault_cell::reuses() const
{
    return connection_ == connection_state::reused || (connection_ == connection_state::rested && !creates());
}

// A rested connection that creating does not take is left for others.
bool fault_cell::keeps_rested() const
{
    return connection_ == connection_state::rested && creates();
}

// Whether a failure of this kind is followed by another attempt, as long as
// there is time.
bool fault_cell::is_repeated() const
{
    switch (fault_.nature) {
    case fault_nature::refusal: {
        const int status = fault_.status;
        if (status == 429) // the service did not carry it out; a 503 says so only with a Retry-After
            return fault_.retry_after < 60s;
        return !creates() && (status == 408 || status == 500 || (status >= 502 && status <= 504));
    }
    case fault_nature::break_before:
    case fault_nature::break_inside:
    case fault_nature::silence:
        return !creates();
    case fault_nature::harmless:
    case fault_nature::unusable:
    case fault_nature::wrong_clock:
        return false;
    }
    return false;
}

int fault_cell::attempts() const
{
    if (limit_ == call_limit::too_short)
        return 1;
    if (concerns_clock())
        return 2; // signed with the service's time, once and at once
    // A used connection that is dead counts as a matter of chance: another one,
    // at once and for nothing.
    const int dead = reuses() && fault_.nature == fault_nature::break_before && !creates() ? 1 : 0;
    if (dead == 1 && fault_.once)
        return 2;
    if (!is_repeated() || limit_ == call_limit::one_attempt)
        return 1 + dead;
    return fault_.once ? 2 : most_attempts + dead;
}

bool fault_cell::ends_well() const
{
    if (fault_.nature == fault_nature::harmless)
        return true;
    if (fault_.nature == fault_nature::wrong_clock)
        return fault_.rules.empty(); // else the refusal has another reason than the clock
    return fault_.once && attempts() > 1;
}

errc fault_cell::refusal() const
{
    switch (fault_.status) {
    case 408:
    case 500:
    case 502:
    case 503:
    case 504: // how far it got, nobody says
        return creates() ? errc::outcome_unknown : errc::service_unavailable;
    case 401:
        return operation_.unauthorised();
    case 403:
        return errc::forbidden;
    case 404:
        return operation_.not_found();
    case 429:
        return errc::throttled;
    case 302:
        return errc::not_the_service;
    default:
        return fault_.status >= 500 ? errc::service_unavailable : errc::request_rejected;
    }
}

errc fault_cell::failure() const
{
    switch (fault_.nature) {
    case fault_nature::refusal:
        return refusal();
    case fault_nature::wrong_clock: // the second time the dates agree, so that it is something else
        return operation_.unauthorised();
    case fault_nature::break_before:
    case fault_nature::break_inside:
        return creates() ? errc::outcome_unknown : errc::connection_lost;
    case fault_nature::silence:
        return creates() ? errc::outcome_unknown : errc::response_timeout;
    case fault_nature::harmless:
    case fault_nature::unusable:
        break;
    }
    return fault_.unusable;
}

fault_outcome fault_cell::expected() const
{
    fault_outcome made;
    made.requests = attempts();
    made.opened = reuses() ? 0 : 1;
    made.left = keeps_rested() ? 1 : 0;
    if (limit_ == call_limit::too_short) {
        made.error = errc::deadline_exceeded; // and the connection, on which an
                                              // answer is due, is closed
        return made;
    }
    if (!ends_well())
        made.error = failure();
    // Each attempt after one that cost the connection needs a new one.
    if (fault_.ends_connection)
        made.opened += attempts() - 1;
    const bool last_is_faulty = !fault_.once || !ends_well();
    if (!fault_.ends_connection || !last_is_faulty)
        ++made.left;
    return made;
}
