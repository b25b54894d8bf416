#include "emulator/control/control_reader.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace acs::emulation {

namespace {

std::string text_of(double value)
{
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(15);
    out << value;
    return out.str();
}

} // namespace

control_reader::control_reader(const boost::json::value& source, std::string what)
    : object_(source.if_object()), what_(std::move(what))
{
    if (object_ == nullptr)
        throw control_error(what_ + " must be a JSON object");
}

const boost::json::value* control_reader::take(std::string_view name)
{
    const auto* value = take_even_null(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

const boost::json::value* control_reader::take_even_null(std::string_view name)
{
    const std::string wanted = canonical_name(name);
    for (const auto& member : *object_) {
        if (canonical_name(member.key()) != wanted)
            continue;
        taken_.push_back(member.key());
        return &member.value();
    }
    return nullptr;
}

std::optional<std::int64_t> control_reader::integer(
    std::string_view name, std::int64_t least, std::int64_t most)
{
    const auto* value = take(name);
    if (value == nullptr)
        return std::nullopt;
    boost::json::error_code error;
    const auto result = value->to_number<std::int64_t>(error);
    if (error || result < least || result > most)
        fail(name, "must be an integer from " + std::to_string(least) + " to " + std::to_string(most));
    return result;
}

std::optional<double> control_reader::number(std::string_view name, double least, double most)
{
    const auto* value = take(name);
    if (value == nullptr)
        return std::nullopt;
    boost::json::error_code error;
    const auto result = value->to_number<double>(error);
    if (error || !std::isfinite(result) || result < least || result > most)
        fail(name, "must be a number from " + text_of(least) + " to " + text_of(most));
    return result;
}

std::optional<std::string> control_reader::text(std::string_view name)
{
    const auto* value = take(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        fail(name, "must be a string");
    return std::string(value->get_string());
}

std::optional<bool> control_reader::boolean(std::string_view name)
{
    const auto* value = take(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_bool())
        fail(name, "must be true or false");
    return value->get_bool();
}

void control_reader::refuse_the_rest() const
{
    for (const auto& member : *object_) {
        const std::string_view key = member.key();
        if (std::find(taken_.begin(), taken_.end(), key) == taken_.end())
            throw control_error(what_ + " has no member '" + std::string(key) + "'", std::string(key));
    }
}

void control_reader::fail(std::string_view name, std::string_view what_is_wrong) const
{
    throw control_error(
        "the member '" + std::string(name) + "' of " + what_ + " " + std::string(what_is_wrong),
        std::string(name));
}

} // namespace acs::emulation
