#ifndef TESTS_INTEGRATION_FAULT_MATRIX_CALLER_HPP
#define TESTS_INTEGRATION_FAULT_MATRIX_CALLER_HPP

#include "client_fixture.hpp"
#include "fault_matrix_operation.hpp"

#include <string>

/// Makes the calls of the fault matrix, with all they need: an identity, an assignment, people's tokens.
class fault_matrix_caller
{
public:
    /// \param undisturbed a client for what has to be there before and for looking at what is there after.
    fault_matrix_caller(client_fixture& on, acs::identity_client& undisturbed);

    /// Makes the identity and the assignment anew. Nothing of them may be there.
    void set_up(const fault_matrix_operation& what);
    /// The next call is about other things than those before it.
    void renew(const fault_matrix_operation& what);

    /// Uses a connection of `client`, else nothing.
    void use(acs::identity_client& client);
    acs::result<void> call(
        acs::identity_client& client, const fault_matrix_operation& what, const acs::call_options& limits);

    /// What is wrong, after the call ended somehow and all faults are gone. Whatever came of it, what is not
    /// a plain creation can be done once more, and then everything is as if it had been done once.
    std::string look_after(const fault_matrix_operation& what, bool succeeded);

private:
    acs::secret person(const std::string& audience);
    acs::result<void> note(const acs::result<acs::communication_user>& got);
    acs::result<void> note(const acs::result<acs::user_and_token>& got);
    acs::result<void> note(const acs::result<acs::teams_extension_assignment>& got);
    std::string look_after_creation(const fault_matrix_operation& what);
    std::string look_after_assignment(const fault_matrix_operation& what, bool succeeded);
    void assign();
    bool is_assigned();

    client_fixture& on_;
    acs::identity_client& undisturbed_;
    acs::secret teams_token_;
    acs::secret entra_token_;
    acs::communication_user user_;
    std::string custom_id_;
    std::string object_id_;
    acs::communication_user got_; // by the last call, if it succeeded
    int number_ = 0;
};

#endif
