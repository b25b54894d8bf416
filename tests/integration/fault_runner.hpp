#ifndef TESTS_INTEGRATION_FAULT_RUNNER_HPP
#define TESTS_INTEGRATION_FAULT_RUNNER_HPP

#include "client_fixture.hpp"
#include "fault_cell.hpp"
#include "fault_matrix_caller.hpp"
#include "scoped_variable.hpp"

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// What was seen in a cell beside its outcome.
struct fault_observation
{
    fault_outcome outcome;
    std::chrono::nanoseconds took{}; ///< on the virtual clock
    int created = 0;                 ///< identities that the call made
    int attempts = 0;                ///< as the error has it; 0 after a success
    bool one_request_id = true;      ///< all requests had the call's id
    std::string wrong_after;         ///< what fault_matrix_caller found wrong; nothing, if all is well

    // Of the row's last cell.
    int never_closed = 0;        ///< connections that are open after the client's end
    std::size_t never_ended = 0; ///< waits on the clock after the client's end
};

/// Brings about the situations of the fault matrix, one after the other, on one emulator. Setting them up
/// takes most of the time: the cells of a row share a client, and the connection that one leaves is the next
/// one's.
class fault_runner
{
public:
    fault_runner();

    /// \param row cells that differ in nothing but the connection
    std::vector<fault_observation> run_row(std::span<const fault_cell> row);

private:
    struct counts
    {
        int requests = 0;
        int opened = 0;
        int open = 0;
        int identities = 0;
    };

    fault_observation run_cell(acs::identity_client& client, const fault_cell& cell);
    counts count();
    void wait_for(const std::function<bool()>& condition);
    counts wait_for_open(int wanted);
    void prepare(acs::identity_client& client, const fault_cell& cell);
    void install(const fault_cell& cell);
    void remove_faults();
    bool requests_are_of(const std::string& id, int count);

    // Reading the system's authorities would take most of the time: there is a client for each row.
    scoped_variable no_authorities_{"SSL_CERT_FILE", "/dev/null"};
    client_fixture on_;
    acs::identity_client setting_up_; // keeps one connection open all the time
    fault_matrix_caller caller_;
    bool connected_ = false; // the client has one connection, which was used just now
    int cells_ = 0;
};

#endif
