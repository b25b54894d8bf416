#ifndef TESTS_INTEGRATION_SOAK_CREDENTIAL_ROUND_HPP
#define TESTS_INTEGRATION_SOAK_CREDENTIAL_ROUND_HPP

#include "soak_cast.hpp"
#include "soak_credential.hpp"
#include "soak_faults.hpp"
#include "soak_random.hpp"
#include "soak_stage.hpp"

#include <acs/identity.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A walk at random: a few token credentials, many who ask them for tokens and are cancelled, refreshers that
/// fail, and owners that stop and destroy them meanwhile.
class soak_credential_round
{
public:
    /// \param uses how many calls of get_token()
    soak_credential_round(soak_stage& stage, std::uint64_t seed, std::size_t uses);

    /// What was wrong; nothing, if all is well.
    std::vector<std::string> run();

    std::size_t succeeded() const;

private:
    void set_up();
    acs::client_options options() const;
    std::unique_ptr<soak_credential> make_one();
    std::unique_ptr<soak_credential> make_exchanging(std::string name);
    void walk();
    void act();
    void end_all();
    std::size_t ended();

    soak_stage& stage_;
    soak_random random_;
    const std::size_t uses_wanted_;
    const soak_faults faults_;
    const std::string name_;
    const soak_cast cast_; // whose Entra tokens are exchanged
    acs::communication_user user_;
    std::optional<acs::identity_client> client_; // of the refreshers
    std::vector<std::unique_ptr<soak_credential>> current_;
    std::vector<std::unique_ptr<soak_credential>> former_;
    std::size_t made_ = 0;
    std::size_t uses_ = 0;
};

#endif
