#include <acs/access_token.hpp>

#include <cstdio>
#include <utility>

namespace acs {

struct access_token::content
{
    secret text;
    wall_time expires_on;
};

access_token::access_token(secret text, wall_time expires_on)
    : content_(std::make_shared<const content>(content{std::move(text), expires_on}))
{}

std::string_view access_token::token() const noexcept
{
    return content_ ? content_->text.reveal() : std::string_view();
}

wall_time access_token::expires_on() const noexcept
{
    return content_ ? content_->expires_on : wall_time();
}

std::string to_string(wall_time value)
{
    using namespace std::chrono;
    // Not in nanoseconds: the day of the first moment there is begins before it.
    const auto second = floor<seconds>(value);
    const auto day = floor<days>(second);
    const year_month_day date(day);
    const hh_mm_ss time(second - day);
    auto fraction = value.time_since_epoch() % seconds(1);
    if (fraction < fraction.zero())
        fraction += seconds(1);
    char text[64];
    std::snprintf(
        text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d.%07d+00:00", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(fraction.count() / 100));
    return text;
}

} // namespace acs
