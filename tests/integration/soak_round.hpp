#ifndef TESTS_INTEGRATION_SOAK_ROUND_HPP
#define TESTS_INTEGRATION_SOAK_ROUND_HPP

#include "soak_call.hpp"
#include "soak_cast.hpp"
#include "soak_faults.hpp"
#include "soak_random.hpp"
#include "soak_stage.hpp"

#include <acs/identity.hpp>

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

/// A walk at random: several clients with one quota, half of them with a token of Entra ID, many calls at
/// once, and faults that change all the time. First all calls come to their end; then the clients are
/// destroyed with calls in them. At last everybody is asked what happened.
class soak_round
{
public:
    /// \param calls how many; with their retries they must fit into the emulator's journal
    soak_round(soak_stage& stage, std::uint64_t seed, std::size_t calls);

    /// What was wrong; nothing, if all is well.
    std::vector<std::string> run();

    std::size_t succeeded() const;
    int requests() const { return requests_; }

private:
    struct client
    {
        acs::identity_client calls;
        bool by_entra;
    };
    using clients = std::list<client>;

    void set_up();
    acs::client_options options(std::shared_ptr<acs::credential> by) const;
    std::shared_ptr<acs::credential> make_credential() const;
    clients make_clients();
    void walk(clients& with, std::size_t calls, std::size_t until_ended);
    void start_one(clients& with);
    void change_faults();
    std::size_t ended();
    void check_whole(clients& with);
    void check_all();
    void await_all();

    soak_stage& stage_;
    soak_random random_;
    const std::size_t calls_wanted_;
    const bool lossy_;
    const soak_faults faults_;
    const acs::quota quota_;
    const std::string name_;

    soak_cast cast_;
    std::size_t most_connections_ = 0;
    std::vector<std::shared_ptr<soak_call>> calls_;
    std::size_t first_unended_ = 0;
    std::vector<std::string> complaints_;
    int requests_ = 0;
};

#endif
