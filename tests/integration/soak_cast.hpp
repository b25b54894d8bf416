#ifndef TESTS_INTEGRATION_SOAK_CAST_HPP
#define TESTS_INTEGRATION_SOAK_CAST_HPP

#include "soak_random.hpp"
#include "soak_task.hpp"

#include <acs/emulator.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

/// Who takes part in a soak: identities, people with Entra tokens, custom ids.
class soak_cast
{
public:
    /// \param name what custom ids begin with
    soak_cast(acs::emulator& server, std::string name);

    /// Tasks that make the identities; each result belongs to `add`. \param mortal how many of them are to be
    /// deleted
    std::vector<soak_task> introduction(std::size_t mortal) const;
    void add(const soak_task& done, acs::communication_user made);

    /// What somebody might do now. Each mortal identity is deleted at most once.
    soak_task draw(soak_random& random);
    /// The exchange of somebody's Entra token. \param what which
    soak_task draw_exchange(acs::operation what, soak_random& random) const;
    /// What always succeeds.
    soak_task easy_task() const;

private:
    struct person
    {
        std::string object_id;
        acs::secret teams_token;
        acs::secret entra_token;
    };
    struct identity
    {
        acs::communication_user user;
        std::string custom_id;
    };

    static constexpr std::size_t lasting = 10;
    static constexpr std::size_t custom_ids = 20;

    std::string custom_id(std::size_t number) const;

    const std::string name_;
    std::array<person, 3> people_;
    std::vector<identity> lasting_;
    std::vector<acs::communication_user> mortal_;
};

#endif
