// Connection strings: no error shows the key, and what is read can be written and read again.

#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/base64.hpp"
#include "wire/connection_string.hpp"
#include "wire/endpoint.hpp"

#include <cstdint>
#include <string>
#include <string_view>

using fuzz::require;

namespace {

// Real keys are of this kind; none of its twelve characters make a host name.
constexpr fuzz::planted_secret key('~', "pZ/7Qm+3/Wx9+Lk/Tb2+Vn8/Jc5+Rf/Hy6+Gd/EoU1s=");

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text = key.plant({reinterpret_cast<const char*>(data), size});
    const auto read = acs::wire::parse_connection_string(text);
    if (!read) {
        const acs::error& why = read.error();
        require(
            why == acs::errc::invalid_connection_string || why == acs::errc::invalid_access_key ||
                why == acs::errc::invalid_endpoint || why == acs::errc::insecure_endpoint,
            "four kinds of error");
        key.require_hidden(why.message());
        return 0;
    }
    require(acs::wire::parse_endpoint(read->endpoint).has_value(), "the endpoint is checked");
    const auto bytes = acs::wire::decode_base64(read->access_key.reveal());
    require(bytes && !bytes->empty(), "the key is checked");
    std::string written = "AccessKey = " + std::string(read->access_key.reveal());
    written += " ; Unknown=x;endpoint=" + read->endpoint + "/;";
    const auto again = acs::wire::parse_connection_string(written);
    require(again.has_value(), "what is written can be read");
    require(again->endpoint == read->endpoint, "the endpoint stays");
    require(again->access_key == read->access_key, "the key stays");
    return 0;
}
