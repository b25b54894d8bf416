#include "emulator/faults/fault_plan.hpp"

#include "emulator/encoding/random_sequence.hpp"
#include "emulator/entra/requested_claims.hpp"

#include <algorithm>
#include <utility>

namespace acs::emulation {

namespace {

constexpr bool issues_any_token(operation op)
{
    return issues_token(op) || op == operation::entra_token || op == operation::managed_identity_token;
}

bool concerns(const fault_rule& rule, operation op, const std::optional<entra_tokens::entra_claims>& bearer)
{
    if (!rule.operations.test(static_cast<std::size_t>(op)))
        return false;
    if (rule.kind == fault_kind::repeat_token)
        return op == operation::get_token;
    if (rule.kind == fault_kind::claims_challenge)
        return bearer && !covers_claims(bearer->requested_claims, rule.claims);
    return group_of(rule.kind) != fault_group::token || issues_any_token(op);
}

} // namespace

bool drawn_faults::has(fault_group group) const
{
    return std::any_of(
        rules_.begin(), rules_.end(), [&](const fault_rule* rule) { return group_of(rule->kind) == group; });
}

bool drawn_faults::execute() const
{
    return std::all_of(rules_.begin(), rules_.end(), [](const fault_rule* rule) { return rule->executes; });
}

bool drawn_faults::replace_answer() const
{
    return std::any_of(rules_.begin(), rules_.end(), [](const fault_rule* rule) {
        return rule->kind == fault_kind::status || rule->kind == fault_kind::throttle ||
               rule->kind == fault_kind::html || rule->kind == fault_kind::claims_challenge;
    });
}

token_override drawn_faults::token() const
{
    token_override result;
    for (const fault_rule* rule : rules_) {
        if (rule->kind == fault_kind::short_token)
            result.lifetime = rule->seconds;
        else if (rule->kind == fault_kind::expired_token)
            result.lifetime = -rule->seconds;
        else if (rule->kind == fault_kind::repeat_token)
            result.repeat = true;
    }
    return result;
}

std::string drawn_faults::names() const
{
    std::string text;
    for (const fault_rule* rule : rules_) {
        if (!text.empty())
            text += ' ';
        text += to_string(rule->kind);
    }
    return text;
}

void fault_plan::add(fault_rule rule)
{
    rules_.push_back(planned{std::move(rule)});
}

drawn_faults fault_plan::draw(operation op, const std::optional<entra_tokens::entra_claims>& bearer)
{
    drawn_faults drawn;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        planned& p = rules_[i];
        const fault_group group = group_of(p.rule.kind);
        if (!concerns(p.rule, op, bearer) || (group != fault_group::extra && drawn.has(group)))
            continue;
        ++p.matched;
        if (p.matched <= p.rule.skip || (p.rule.times && p.fired >= *p.rule.times) || !chance(i, p))
            continue;
        ++p.fired;
        drawn.add(p.rule);
    }
    return drawn;
}

boost::json::array fault_plan::to_json() const
{
    boost::json::array list;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        boost::json::object rule = rules_[i].rule.source;
        rule["kind"] = to_string(rules_[i].rule.kind);
        rule["id"] = i + 1;
        rule["matched"] = rules_[i].matched;
        rule["fired"] = rules_[i].fired;
        list.push_back(std::move(rule));
    }
    return list;
}

// Each rule throws its own dice, so that other rules and requests don't change how they fall.
bool fault_plan::chance(std::size_t index, const planned& p) const
{
    if (p.rule.probability >= 1)
        return true;
    const std::uint64_t bits = scatter(scatter(scatter(seed_) + index + 1) + p.matched);
    return unit_interval(bits) < p.rule.probability;
}

} // namespace acs::emulation
