#ifndef TESTS_INTEGRATION_FAULT_CELL_HPP
#define TESTS_INTEGRATION_FAULT_CELL_HPP

#include "fault_case.hpp"
#include "fault_matrix_operation.hpp"
#include "fault_outcome.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

/// What the client has before the call.
enum class connection_state
{
    fresh,   ///< no connection
    reused,  ///< one that was used just now
    rested,  ///< one that was used 3 s ago
    dropped, ///< one that the service has closed since
};

/// How much time the call has.
enum class call_limit
{
    enough,      ///< 60 s
    one_attempt, ///< as long as the fault takes, and not a microsecond for
                 ///< another attempt
    too_short,   ///< the answer comes after 3 s, the deadline after 1 s
};

/// One cell of the fault matrix, and what has to happen in it. The rules are
/// the documentation's, written down once more: nothing here asks the client.
class fault_cell
{
public:
    fault_cell(
        const fault_case& fault, const fault_matrix_operation& op, connection_state connection,
        call_limit limit)
        : fault_(fault), operation_(op), connection_(connection), limit_(limit)
    {}

    /// Every case x every operation x (fresh, reused) x every limit, and the
    /// other connections with enough time. The newer operations, whose requests
    /// go the same way, have (fresh, reused) with enough time, and in turn one of
    /// the rest. The cells refer to `cases`; cells of a row follow one another.
    static std::vector<fault_cell> all(const std::vector<fault_case>& cases);

    const fault_case& fault() const { return fault_; }
    const fault_matrix_operation& operation() const { return operation_; }
    connection_state connection() const { return connection_; }
    call_limit limit() const { return limit_; }

    std::string name() const;
    std::chrono::nanoseconds deadline() const;
    fault_outcome expected() const;

    /// Whether the two differ in nothing but the connection, and may have the same client.
    bool is_in_row_of(const fault_cell& other) const;

private:
    static void add(
        const fault_case& fault, const fault_matrix_operation& op, std::vector<fault_cell>& cells);
    static void add_fewer(
        const fault_case& fault, const fault_matrix_operation& op, std::size_t turn,
        std::vector<fault_cell>& cells);

    bool creates() const { return operation_.creates(); }
    bool concerns_clock() const;
    bool reuses() const;
    bool keeps_rested() const;
    bool is_repeated() const;
    int attempts() const;
    bool ends_well() const;
    acs::errc failure() const;
    acs::errc refusal() const;

    const fault_case& fault_;
    fault_matrix_operation operation_;
    connection_state connection_;
    call_limit limit_;
};

#endif
