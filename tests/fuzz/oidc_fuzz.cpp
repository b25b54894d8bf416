// Azure Pipelines' answer: a token, or an error that shows nothing of the body.

#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/oidc_answer.hpp"

#include <cstdint>
#include <string_view>

using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const fuzz::planted_secret token('\x01', "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhcHAifQ.c2lnbmF0dXJl");
    acs::wire::response answer;
    answer.status = 200;
    answer.body = token.plant({reinterpret_cast<const char*>(data), size});
    const auto read = acs::wire::parse_oidc_token(answer);
    if (read) {
        require(!read->empty(), "there is a token");
        return 0;
    }
    require(
        read.error() == acs::errc::malformed_response || read.error() == acs::errc::not_the_service,
        "the error says what it is");
    require(read.error().http_status() == 200, "and what the status was");
    token.require_hidden(read.error().message());
    return 0;
}
