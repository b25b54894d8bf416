#include "caching/population.hpp"

#include "simulation/random_stream.hpp"

namespace caching {

namespace {

constexpr std::size_t id_size = 79;

std::size_t token_size(std::size_t number)
{
    return 870 + simulation::random_stream(number ^ 0x7aced).next() % 61;
}

} // namespace

std::string identity_id(std::size_t number)
{
    // Not by printf, which would take longer than what is measured.
    std::string made = "8:acs:1f0a33c2-5d7b-4a19-9e44-0c2b8d6e7f51_xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    simulation::random_stream random(number);
    std::uint64_t bits = random.next();
    for (std::size_t i = made.size() - 36; i < made.size(); ++i) {
        if (made[i] != 'x')
            continue;
        made[i] = "0123456789abcdef"[bits & 15];
        bits = bits >> 4 != 0 ? bits >> 4 : random.next();
    }
    return made;
}

std::string token_text(std::size_t number)
{
    // Random, so that nothing on the way can make it smaller.
    simulation::random_stream random(number);
    std::string made(token_size(number), '\0');
    for (std::size_t i = 0; i < made.size();) {
        std::uint64_t bits = random.next();
        for (int k = 0; k < 10 && i < made.size(); ++k, bits >>= 6)
            made[i++] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[bits & 63];
    }
    return made;
}

std::size_t text_bytes(std::size_t count)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < count; ++i)
        sum += id_size + token_size(i);
    return sum;
}

acs::access_token token_of(std::size_t number, const acs::time_source& time, std::chrono::seconds life)
{
    return acs::access_token(
        token_text(number), time.now_utc() + life, time.now_boottime() + life - std::chrono::seconds(1));
}

} // namespace caching
