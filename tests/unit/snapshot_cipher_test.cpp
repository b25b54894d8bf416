#include "cache/snapshot_cipher.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace acs;
using namespace acs::cache;
using part = snapshot_cipher::part;

namespace {

const std::string salt(snapshot_cipher::salt_size, 's');
const std::string key(32, 'k');

snapshot_cipher make(
    const std::string& with = key, const std::string& salted = salt, const std::string& preamble = "clear")
{
    return snapshot_cipher::make(secret(with), salted, preamble).value();
}

std::string seal(snapshot_cipher cipher, part kind, std::uint64_t number, std::string text)
{
    const std::size_t size = text.size();
    text.resize(size + snapshot_cipher::tag_size);
    REQUIRE(cipher.seal(kind, number, text.data(), size));
    return text;
}

bool opens(snapshot_cipher cipher, part kind, std::uint64_t number, std::string sealed, const std::string& as)
{
    const std::size_t size = sealed.size() - snapshot_cipher::tag_size;
    const bool opened = cipher.open(kind, number, sealed.data(), size);
    sealed.resize(size);
    CHECK(sealed == (opened ? as : std::string(size, '\0')));
    return opened;
}

} // namespace

TEST_CASE("snapshot cipher: what is sealed opens as the same part, and not as another")
{
    for (const std::string& text : {std::string(), std::string("x"), std::string(100'000, 'y')}) {
        const std::string sealed = seal(make(), part::chunk, 7, text);
        CHECK(sealed.size() == text.size() + snapshot_cipher::tag_size);
        CHECK((text.size() < 100 || sealed.find("yyyyyyyy") == std::string::npos));
        CHECK(opens(make(), part::chunk, 7, sealed, text));
        CHECK_FALSE(opens(make(), part::chunk, 8, sealed, text));
        CHECK_FALSE(opens(make(), part::chunk, 7 + (1ULL << 56), sealed, text));
        CHECK_FALSE(opens(make(), part::last_chunk, 7, sealed, text));
        CHECK_FALSE(opens(make(), part::header, 7, sealed, text));
    }
}

TEST_CASE("snapshot cipher: key, salt and preamble matter")
{
    const std::string sealed = seal(make(), part::header, 0, "text");
    CHECK(opens(make(), part::header, 0, sealed, "text"));
    CHECK_FALSE(opens(make(std::string(31, 'k') + 'l'), part::header, 0, sealed, "text"));
    CHECK_FALSE(opens(make(key + 'k'), part::header, 0, sealed, "text"));
    CHECK_FALSE(opens(make(key, std::string(31, 's') + 't'), part::header, 0, sealed, "text"));
    CHECK_FALSE(opens(make(key, salt, "cleaR"), part::header, 0, sealed, "text"));
    CHECK_FALSE(opens(make(key, salt, ""), part::header, 0, sealed, "text"));
}

TEST_CASE("snapshot cipher: one object seals and opens in any order")
{
    snapshot_cipher cipher = make();
    std::string a = "first" + std::string(snapshot_cipher::tag_size, '\0');
    std::string b = "other" + std::string(snapshot_cipher::tag_size, '\0');
    REQUIRE(cipher.seal(part::chunk, 0, a.data(), 5));
    REQUIRE(cipher.seal(part::chunk, 1, b.data(), 5));
    CHECK(a == seal(make(), part::chunk, 0, "first"));
    CHECK(b == seal(make(), part::chunk, 1, "other"));
    std::string bad = a;
    CHECK_FALSE(cipher.open(part::chunk, 1, bad.data(), 5));
    CHECK(cipher.open(part::chunk, 1, b.data(), 5));
    CHECK(cipher.open(part::chunk, 0, a.data(), 5));
    CHECK(a.substr(0, 5) == "first");
    CHECK(b.substr(0, 5) == "other");
}

TEST_CASE("snapshot cipher: a short key is refused, and not shown")
{
    const auto made = snapshot_cipher::make(secret(std::string(31, 'k')), salt, "");
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error() == errc::invalid_argument);
    CHECK(made.error().message().find("has 31 bytes, not at least 32") != std::string::npos);
    CHECK(made.error().message().find("kkk") == std::string::npos);
    CHECK_FALSE(snapshot_cipher::make(secret(), salt, "").has_value());
}
