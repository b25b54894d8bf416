#include <acs/access_token.hpp>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <new>
#include <openssl/crypto.h>
#include <stdexcept>
#include <type_traits>

namespace acs {

access_token::access_token(secret text, wall_time expires_on)
    : access_token(text.reveal(), expires_on, boot_time::max())
{}

access_token::access_token(std::string_view text, wall_time expires_on, boot_time usable_until)
{
    if (text.size() > std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("an access token of more than 4 GiB");
    void* const block = std::malloc(sizeof(content) + text.size());
    if (!block)
        throw std::bad_alloc();
    content_ = new (block) content{1, static_cast<std::uint32_t>(text.size()), expires_on, usable_until};
    if (!text.empty())
        std::memcpy(static_cast<char*>(block) + sizeof(content), text.data(), text.size());
}

void access_token::destroy(content* last) noexcept
{
    static_assert(std::is_trivially_destructible_v<content>);
    OPENSSL_cleanse(last + 1, last->size);
    std::free(last);
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
