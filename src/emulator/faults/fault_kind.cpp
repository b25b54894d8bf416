#include "emulator/faults/fault_kind.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <array>
#include <utility>

namespace acs::emulation {

namespace {

struct description
{
    std::string_view name;
    fault_group group;
    execution executes;
};

constexpr std::array<description, fault_kind_count> descriptions{{
    {"delay", fault_group::extra, execution::always},
    {"hang", fault_group::cut, execution::on_request},
    {"status", fault_group::answer, execution::on_request},
    {"throttle", fault_group::answer, execution::on_request},
    {"reset_before", fault_group::cut, execution::on_request},
    {"reset_inside", fault_group::cut, execution::always},
    {"close", fault_group::cut, execution::on_request},
    {"truncate", fault_group::cut, execution::always},
    {"garbage", fault_group::answer, execution::by_default},
    {"empty", fault_group::answer, execution::by_default},
    {"wrong_type", fault_group::answer, execution::by_default},
    {"content_type", fault_group::answer, execution::by_default},
    {"html", fault_group::answer, execution::on_request},
    {"chunked", fault_group::extra, execution::always},
    {"drip", fault_group::extra, execution::always},
    {"connection_close", fault_group::extra, execution::always},
    {"silent_close", fault_group::extra, execution::always},
    {"huge_headers", fault_group::extra, execution::always},
    {"interim", fault_group::extra, execution::always},
    {"short_token", fault_group::token, execution::always},
    {"expired_token", fault_group::token, execution::always},
    {"repeat_token", fault_group::token, execution::always},
    {"skewed_date", fault_group::extra, execution::always},
    {"claims_challenge", fault_group::answer, execution::on_request},
}};

// In canonical form; besides the names above.
constexpr std::array<std::pair<std::string_view, fault_kind>, 39> kind_aliases{{
    {"latency", fault_kind::delay},
    {"timeout", fault_kind::hang},
    {"error", fault_kind::status},
    {"httpstatus", fault_kind::status},
    {"throttling", fault_kind::throttle},
    {"throttled", fault_kind::throttle},
    {"ratelimit", fault_kind::throttle},
    {"toomanyrequests", fault_kind::throttle},
    {"429", fault_kind::throttle},
    {"reset", fault_kind::reset_before},
    {"resetbeforeanswer", fault_kind::reset_before},
    {"resetinsideanswer", fault_kind::reset_inside},
    {"resetafter", fault_kind::reset_inside},
    {"closebefore", fault_kind::close},
    {"closewithoutanswer", fault_kind::close},
    {"truncated", fault_kind::truncate},
    {"truncatedbody", fault_kind::truncate},
    {"truncatebody", fault_kind::truncate},
    {"garbagejson", fault_kind::garbage},
    {"garbagebody", fault_kind::garbage},
    {"emptybody", fault_kind::empty},
    {"emptyjson", fault_kind::empty},
    {"wrongtypejson", fault_kind::wrong_type},
    {"wrongjson", fault_kind::wrong_type},
    {"wrongcontenttype", fault_kind::content_type},
    {"proxyhtml", fault_kind::html},
    {"slowdrip", fault_kind::drip},
    {"closeannounced", fault_kind::connection_close},
    {"announcedclose", fault_kind::connection_close},
    {"closeunannounced", fault_kind::silent_close},
    {"unannouncedclose", fault_kind::silent_close},
    {"hugeheader", fault_kind::huge_headers},
    {"interim1xx", fault_kind::interim},
    {"informational", fault_kind::interim},
    {"shortlivedtoken", fault_kind::short_token},
    {"repeatedtoken", fault_kind::repeat_token},
    {"skeweddateheader", fault_kind::skewed_date},
    {"dateskew", fault_kind::skewed_date},
    {"insufficientclaims", fault_kind::claims_challenge},
}};

const description& describe(fault_kind kind)
{
    return descriptions[static_cast<std::size_t>(kind)];
}

} // namespace

std::string_view to_string(fault_kind kind)
{
    return describe(kind).name;
}

fault_group group_of(fault_kind kind)
{
    return describe(kind).group;
}

execution execution_of(fault_kind kind)
{
    return describe(kind).executes;
}

std::optional<fault_kind> parse_fault_kind(std::string_view name)
{
    const std::string wanted = canonical_name(name);
    for (std::size_t i = 0; i < descriptions.size(); ++i)
        if (canonical_name(descriptions[i].name) == wanted)
            return static_cast<fault_kind>(i);
    for (const auto& [alias, kind] : kind_aliases)
        if (alias == wanted)
            return kind;
    return std::nullopt;
}

std::string fault_kind_names()
{
    std::string names;
    for (const description& d : descriptions) {
        if (!names.empty())
            names += ", ";
        names += d.name;
    }
    return names;
}

} // namespace acs::emulation
