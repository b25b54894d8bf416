#ifndef TESTS_INTEGRATION_CALL_STAGES_HPP
#define TESTS_INTEGRATION_CALL_STAGES_HPP

#include "client_fixture.hpp"
#include "silent_port.hpp"

#include <memory>
#include <string_view>
#include <vector>

/// A call that waits in one particular place and would wait there for ever: at every suspension of the client
/// there is.
class stuck_call
{
public:
    /// One of `stages()`, and options for the call.
    explicit stuck_call(std::string_view stage, const acs::call_options& how = acs::call_options());
    ~stuck_call();

    static std::vector<std::string_view> stages();

    client_fixture& fixture() { return *fixture_; }
    pending<acs::access_token>& call() { return *call_; }
    void destroy_client() { client_.reset(); }
    void destroy_fixture();

private:
    std::unique_ptr<silent_port> port_;
    std::unique_ptr<client_fixture> fixture_;
    std::optional<acs::identity_client> client_;
    std::shared_ptr<pending<acs::access_token>> call_;
    std::shared_ptr<pending<acs::access_token>> first_; // the one that holds the only connection
};

#endif
