// What issuers of Entra tokens answer: a token is never usable for longer than any account of its life,
// errors never show what was sent, and a claims challenge yields a JSON object or nothing.

#include "fuzz/answer_text.hpp"
#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "wire/claims_challenge.hpp"
#include "wire/entra_answer.hpp"
#include "wire/json_document.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

using namespace std::chrono;
using fuzz::require;

namespace {

constexpr fuzz::planted_secret hidden('~', "q8Q~tHe-pl4nted.client_s3cret-of_an-app");
constexpr acs::boot_time asked{hours(100)};
constexpr seconds longest_life{2'147'483'647};

void check_token(const acs::wire::response& answer)
{
    const auto read = acs::wire::parse_entra_token(answer);
    if (!read) {
        require(
            read.error() == acs::errc::malformed_response || read.error() == acs::errc::not_the_service,
            "what is no token is malformed");
        return;
    }
    require(!read->token.token().empty(), "a token has a text");
    require(
        answer.body.find("access_token") != acs::wire::wiping_string::npos ||
            answer.body.find('\\') != acs::wire::wiping_string::npos,
        "the text comes from the member");
    require(
        !read->refresh_in || (*read->refresh_in >= 0s && *read->refresh_in <= longest_life),
        "it is renewed from its issue on");
    if (answer.body.find("expires_on") == acs::wire::wiping_string::npos &&
        answer.body.find('\\') == acs::wire::wiping_string::npos)
        require(
            read->token.usable_until() >= asked && read->token.usable_until() <= asked + longest_life,
            "a life in seconds is counted from the question");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string planted = hidden.plant({reinterpret_cast<const char*>(data), size});
    fuzz::answer_text input(planted);
    input.answer.asked.boot = asked;
    input.answer.asked.utc = sys_days(2026y / January / 1);
    check_token(input.answer);

    const std::array secrets{hidden.text()};
    const acs::error why =
        acs::wire::read_entra_error({}, input.answer, sys_days(2026y / January / 1), secrets);
    require(why.code().failed(), "an error is an error");
    require(why.http_status() == input.answer.status, "the status is kept");
    require(why.message().find(hidden.text()) == std::string::npos, "the message does not have the secret");

    for (const auto& [name, value] : input.answer.headers)
        if (const auto claims = acs::wire::claims_of_challenge(value))
            require(acs::wire::json_document(*claims).object(), "claims are an object");
    return 0;
}
