#ifndef TESTS_INTEGRATION_FAULT_RUNNER_HPP
#define TESTS_INTEGRATION_FAULT_RUNNER_HPP

#include "client_fixture.hpp"
#include "fault_cell.hpp"
#include "scoped_variable.hpp"

#include <chrono>
#include <functional>
#include <string>

/// What was seen in a cell beside its outcome.
struct fault_observation
{
    fault_outcome outcome;
    std::chrono::nanoseconds took{}; ///< on the virtual clock
    int created = 0;                 ///< identities that the call made
    int attempts = 0;                ///< as the error has it; 0 after a success
    bool one_request_id = true;      ///< all requests had the call's id
    int never_closed = 0;            ///< connections that are open after the client's end
    std::size_t never_ended = 0;     ///< waits on the clock after the client's end
};

/// Brings about the situations of the fault matrix, one after the other, on one
/// emulator.
class fault_runner
{
public:
    fault_runner();

    fault_observation run_cell(const fault_cell& cell);

private:
    struct counts
    {
        int requests = 0;
        int opened = 0;
        int open = 0;
        int identities = 0;
    };

    counts count();
    void wait_for(const std::function<bool()>& condition);
    int wait_for_open(int wanted);
    void prepare(acs::identity_client& client, const fault_cell& cell);
    void install(const fault_cell& cell);
    acs::result<void> call(acs::identity_client& client, const fault_cell& cell, const std::string& id);
    bool requests_are_of(const std::string& id, int count);

    // Reading the system's authorities would take most of the time: there is a client for each cell.
    scoped_variable no_authorities_{"SSL_CERT_FILE", "/dev/null"};
    client_fixture on_;
    acs::identity_client setting_up_; // keeps one connection open all the time
    acs::communication_user user_;
    acs::secret entra_token_;
    int cells_ = 0;
};

#endif
