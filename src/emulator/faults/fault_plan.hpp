#ifndef ACS_EMULATOR_FAULT_PLAN_HPP
#define ACS_EMULATOR_FAULT_PLAN_HPP

#include "emulator/faults/fault_rule.hpp"
#include "emulator/operations/operation_call.hpp"

#include <boost/json.hpp>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace acs::emulation {

/// The faults that act on one request, in the order of the plan.
class drawn_faults
{
public:
    void add(const fault_rule& rule) { rules_.push_back(&rule); }
    bool empty() const { return rules_.empty(); }
    const std::vector<const fault_rule*>& rules() const { return rules_; }

    /// True if one of the group is among them.
    bool has(fault_group group) const;
    /// False if one of them keeps the operation from being done.
    bool execute() const;
    /// True if one of them answers without a look at what the service says.
    bool replace_answer() const;
    token_override token() const;
    /// The kinds, separated by blanks.
    std::string names() const;

private:
    std::vector<const fault_rule*> rules_; // into the plan, which doesn't change while a request is handled
};

/// The rules that are in force and what became of them.
class fault_plan
{
public:
    explicit fault_plan(std::uint64_t seed) : seed_(seed) {}

    void add(fault_rule rule);
    void clear() { rules_.clear(); }

    /// Decides what goes wrong with the next request for `op`. \param bearer what its bearer token says.
    drawn_faults draw(operation op, const std::optional<entra_tokens::entra_claims>& bearer = std::nullopt);

    /// The rules as they were posted, each with `id`, `matched` and `fired`.
    boost::json::array to_json() const;

private:
    struct planned
    {
        fault_rule rule;
        std::uint64_t matched = 0;
        std::uint64_t fired = 0;
    };
    bool chance(std::size_t index, const planned& p) const;

    std::uint64_t seed_;
    std::deque<planned> rules_;
};

} // namespace acs::emulation

#endif
