// JSON in wiped memory: what is read and written reads the same again, and lenient reading takes all that
// strict reading takes.

#include "fuzz/json_numbers.hpp"
#include "fuzz/require.hpp"
#include "wire/json_document.hpp"
#include "wire/json_storage.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace json = boost::json;
using fuzz::require;

namespace {

// Equal, but for the last bits of floating-point numbers, which Boost.JSON doesn't promise, and the type of
// whole numbers.
bool alike(const json::value& a, const json::value& b)
{
    if (a.is_number() && b.is_number()) {
        const double x = a.to_number<double>();
        const double y = b.to_number<double>();
        return x == y || std::abs(x - y) <= std::abs(x) * 1e-12;
    }
    if (a.is_array() && b.is_array()) {
        const json::array& x = a.get_array();
        const json::array& y = b.get_array();
        if (x.size() != y.size())
            return false;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (!alike(x[i], y[i]))
                return false;
        return true;
    }
    if (a.is_object() && b.is_object()) {
        const json::object& x = a.get_object();
        const json::object& y = b.get_object();
        if (x.size() != y.size())
            return false;
        for (const auto& member : x) {
            const json::value* other = y.if_contains(member.key());
            if (!other || !alike(member.value(), *other))
                return false;
        }
        return true;
    }
    return a == b;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const acs::wire::json_document read(text);
    boost::system::error_code ec;
    const json::value strict = json::parse(json::string_view(text.data(), text.size()), ec);
    if (!ec) {
        require(read.root() != nullptr, "what is JSON is read");
        require(!fuzz::has_finite_numbers(strict) || alike(*read.root(), strict), "and means the same");
    }
    if (!read.root() || !fuzz::has_finite_numbers(*read.root()))
        return 0;
    acs::wire::wiping_string written;
    acs::wire::append_json(*read.root(), written);
    const acs::wire::json_document again(written);
    require(again.root() != nullptr, "what is written can be read");
    require(alike(*read.root(), *again.root()), "writing and reading gives the same value");
    return 0;
}
