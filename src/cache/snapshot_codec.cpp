#include "cache/snapshot_codec.hpp"

#include <concepts>
#include <type_traits>

namespace acs::cache {

namespace {

constexpr std::size_t fixed_record_size =
    snapshot_limits::record - snapshot_limits::user - snapshot_limits::other_scopes - snapshot_limits::token;

constexpr std::uint32_t last_bit = 1U << 31;

template <std::integral T>
void put(T number, char* into) noexcept
{
    const auto bits = static_cast<std::make_unsigned_t<T>>(number);
    for (std::size_t i = 0; i < sizeof(T); ++i)
        into[i] = static_cast<char>(static_cast<unsigned char>(bits >> 8 * i));
}

template <std::integral T>
T get(const char* text) noexcept
{
    std::make_unsigned_t<T> bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        bits = static_cast<std::make_unsigned_t<T>>(
            bits | static_cast<std::make_unsigned_t<T>>(static_cast<unsigned char>(text[i])) << 8 * i);
    return static_cast<T>(bits);
}

template <std::integral T, class String>
void append(String& into, T number)
{
    char text[sizeof(T)];
    put(number, text);
    into.append(text, sizeof(T));
}

template <std::unsigned_integral T, class String>
void append_text(String& into, std::string_view text)
{
    append(into, static_cast<T>(text.size()));
    into.append(text);
}

template <std::integral T>
bool take(std::string_view& text, T& number) noexcept
{
    if (text.size() < sizeof(T))
        return false;
    number = get<T>(text.data());
    text.remove_prefix(sizeof(T));
    return true;
}

template <std::unsigned_integral T>
bool take_text(std::string_view& text, std::size_t limit, std::string_view& taken) noexcept
{
    T size = 0;
    if (!take(text, size) || size > limit || size > text.size())
        return false;
    taken = text.substr(0, size);
    text.remove_prefix(size);
    return true;
}

template <class Time>
std::int64_t count(Time when) noexcept
{
    return when.time_since_epoch().count();
}

template <class Time>
bool take_time(std::string_view& text, Time& when) noexcept
{
    std::int64_t number = 0;
    if (!take(text, number))
        return false;
    when = Time(std::chrono::nanoseconds(number));
    return true;
}

bool take_duration(std::string_view& text, std::chrono::nanoseconds& taken) noexcept
{
    std::int64_t number = 0;
    if (!take(text, number))
        return false;
    taken = std::chrono::nanoseconds(number);
    return true;
}

std::size_t list_size(const std::vector<std::string_view>& names) noexcept
{
    std::size_t size = names.size() * sizeof(std::uint16_t);
    for (const std::string_view name : names)
        size += name.size();
    return size;
}

bool take_list(std::string_view& text, std::vector<std::string_view>& names)
{
    std::string_view list;
    if (!take_text<std::uint16_t>(text, snapshot_limits::other_scopes, list))
        return false;
    names.clear();
    while (!list.empty())
        if (!take_text<std::uint16_t>(list, snapshot_limits::other_scopes, names.emplace_back()))
            return false;
    return true;
}

bool is_out_of_range(std::chrono::nanoseconds duration) noexcept
{
    return duration.count() < 0 || duration > snapshot_limits::duration;
}

} // namespace

std::string snapshot_preamble::encode() const
{
    std::string made(magic);
    append(made, version);
    append(made, header_size);
    made += salt;
    return made;
}

std::optional<snapshot_preamble> snapshot_preamble::decode(std::string_view text)
{
    if (text.size() != size || !text.starts_with(magic))
        return std::nullopt;
    text.remove_prefix(magic.size());
    snapshot_preamble made;
    take(text, made.version);
    take(text, made.header_size);
    made.salt = text;
    return made;
}

void snapshot_chunk_head::encode(char* into) const noexcept
{
    put(static_cast<std::uint32_t>(chunk_size) | (last ? last_bit : 0), into);
}

snapshot_chunk_head snapshot_chunk_head::decode(const char* text) noexcept
{
    const auto head = get<std::uint32_t>(text);
    return {.chunk_size = head & ~last_bit, .last = (head & last_bit) != 0};
}

const char* objection(const snapshot_header& header) noexcept
{
    if (header.resource.empty() || header.resource.size() > snapshot_limits::resource)
        return "the resource's name is empty, or longer than 4096 bytes";
    if (header.boot_id.size() > snapshot_limits::boot_id)
        return "the boot id is longer than 64 bytes";
    if (count(header.saved_utc) < 0 || count(header.saved_boot) < 0)
        return "a clock shows a time before its beginning";
    return nullptr;
}

const char* objection(const snapshot_record& record) noexcept
{
    if (record.user.empty() || record.user.size() > snapshot_limits::user)
        return "an identity is empty, or longer than 65535 bytes";
    if (list_size(record.other_scopes) > snapshot_limits::other_scopes)
        return "the names of scopes are longer than 16 KiB";
    if (record.token.empty() || record.token.size() > snapshot_limits::token)
        return "a token is empty, or longer than 1 MiB";
    if (count(record.expires_on) < 0)
        return "a token expired before 1970";
    if (is_out_of_range(record.age) || is_out_of_range(record.remaining) || is_out_of_range(record.idle))
        return "an age or a remaining life is negative, or more than 100 years";
    return nullptr;
}

std::string encode(const snapshot_header& header)
{
    std::string made;
    append(made, count(header.saved_utc));
    append(made, count(header.saved_boot));
    append(made, header.generation);
    append(made, header.entries);
    append_text<std::uint16_t>(made, header.boot_id);
    append_text<std::uint16_t>(made, header.resource);
    return made;
}

std::optional<snapshot_header> decode_header(std::string_view text)
{
    snapshot_header made;
    std::string_view boot_id, resource;
    if (!take_time(text, made.saved_utc) || !take_time(text, made.saved_boot) ||
        !take(text, made.generation) || !take(text, made.entries) ||
        !take_text<std::uint16_t>(text, snapshot_limits::boot_id, boot_id) ||
        !take_text<std::uint16_t>(text, snapshot_limits::resource, resource) || !text.empty())
        return std::nullopt;
    made.boot_id = boot_id;
    made.resource = resource;
    if (objection(made))
        return std::nullopt;
    return made;
}

std::size_t encoded_size(const snapshot_record& record) noexcept
{
    return fixed_record_size + record.user.size() + list_size(record.other_scopes) + record.token.size();
}

void encode(const snapshot_record& record, wire::wiping_string& into)
{
    append(into, static_cast<std::uint8_t>(record.pinned));
    append(into, record.known_scopes);
    append(into, record.lifetime_minutes);
    append(into, record.generation);
    append(into, count(record.expires_on));
    append(into, std::int64_t{record.age.count()});
    append(into, std::int64_t{record.remaining.count()});
    append(into, std::int64_t{record.idle.count()});
    append_text<std::uint16_t>(into, record.user);
    append(into, static_cast<std::uint16_t>(list_size(record.other_scopes)));
    for (const std::string_view name : record.other_scopes)
        append_text<std::uint16_t>(into, name);
    append_text<std::uint32_t>(into, record.token);
}

bool decode_record(std::string_view& text, snapshot_record& record)
{
    std::uint8_t pinned = 0;
    if (!take(text, pinned) || pinned > 1 || !take(text, record.known_scopes) ||
        !take(text, record.lifetime_minutes) || !take(text, record.generation) ||
        !take_time(text, record.expires_on) || !take_duration(text, record.age) ||
        !take_duration(text, record.remaining) || !take_duration(text, record.idle) ||
        !take_text<std::uint16_t>(text, snapshot_limits::user, record.user) ||
        !take_list(text, record.other_scopes) ||
        !take_text<std::uint32_t>(text, snapshot_limits::token, record.token))
        return false;
    record.pinned = pinned != 0;
    return !objection(record);
}

} // namespace acs::cache
