#include <acs/access_token.hpp>

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

namespace {

// So many digits, from there on. Each token that a server hands out has its time with it, and snprintf took a
// fifth of what the server does for it.
void write_digits(std::string& text, std::size_t at, std::size_t count, unsigned value)
{
    for (std::size_t i = at + count; i > at; value /= 10)
        text[--i] = static_cast<char>('0' + value % 10);
}

} // namespace

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
    std::string text = "0000-00-00T00:00:00.0000000+00:00";
    write_digits(text, 0, 4, static_cast<unsigned>(static_cast<int>(date.year())));
    write_digits(text, 5, 2, static_cast<unsigned>(date.month()));
    write_digits(text, 8, 2, static_cast<unsigned>(date.day()));
    write_digits(text, 11, 2, static_cast<unsigned>(time.hours().count()));
    write_digits(text, 14, 2, static_cast<unsigned>(time.minutes().count()));
    write_digits(text, 17, 2, static_cast<unsigned>(time.seconds().count()));
    write_digits(text, 20, 7, static_cast<unsigned>(fraction.count() / 100));
    return text;
}

} // namespace acs
