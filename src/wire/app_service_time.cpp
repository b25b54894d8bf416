#include "wire/app_service_time.hpp"

#include "wire/decimal.hpp"

#include <algorithm>
#include <array>

namespace acs::wire {

namespace {

// Three numbers of one to four digits with this between them.
std::optional<std::array<int, 3>> three_numbers(std::string_view text, char between)
{
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto end = std::min(i < 2 ? text.find(between) : text.size(), text.size());
        const auto number = parse_decimal(text.substr(0, end));
        if (!number || end > 4)
            return std::nullopt;
        numbers[i] = static_cast<int>(*number);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return numbers;
}

std::string_view take_word(std::string_view& text)
{
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

} // namespace

std::optional<wall_time> parse_app_service_time(std::string_view text)
{
    using namespace std::chrono;
    const auto date = three_numbers(take_word(text), '/');
    const auto time = three_numbers(take_word(text), ':');
    std::string_view rest = take_word(text);
    const std::string_view half = rest == "AM" || rest == "PM" ? rest : std::string_view();
    if (!half.empty())
        rest = take_word(text);
    if (!date || !time || rest != "+00:00" || !text.empty())
        return std::nullopt;
    const year_month_day of(
        year((*date)[2]), month(static_cast<unsigned>((*date)[0])), day(static_cast<unsigned>((*date)[1])));
    auto [h, m, s] = *time;
    if (!of.ok() || (*date)[2] < 1970 || (*date)[2] > 2261 || h > (half.empty() ? 23 : 12) || m > 59 ||
        s > 60)
        return std::nullopt;
    if (!half.empty())
        h = h % 12 + (half == "PM" ? 12 : 0);
    return wall_time(sys_days(of)) + hours(h) + minutes(m) + seconds(s);
}

} // namespace acs::wire
