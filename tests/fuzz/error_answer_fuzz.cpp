// Answers without success: whatever a service or a gateway says, the error keeps the status, has one line of
// decent text, and shows neither the token nor the signature that was sent.

#include "fuzz/answer_text.hpp"
#include "fuzz/planted_secret.hpp"
#include "fuzz/require.hpp"
#include "fuzz/utf8.hpp"
#include "wire/error_answer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

using namespace std::chrono;
using fuzz::require;

namespace {

constexpr fuzz::planted_secret token('~', "eyJhbGciOiJSUzI1NiJ9.eyJza3lwZWlkIjoiYWNzOjEifQ.c2lnbmF0dXJl");
constexpr fuzz::planted_secret signature('^', "fEuxR6lWjR4V0p1kq8yTn3sOZ7aHc2dL5mXbG9vQwUI=");
constexpr std::size_t longest_text = 2000;

std::size_t require_hidden(const acs::service_error& said)
{
    std::size_t depth = 0;
    for (const std::string* text : {&said.code, &said.message, &said.target}) {
        require(text->size() <= longest_text, "long texts are cut");
        require(text->find(token.text()) == std::string::npos, "no text has the token");
        require(text->find(signature.text()) == std::string::npos, "no text has the signature");
    }
    for (const acs::service_error& detail : said.details)
        depth = std::max(depth, require_hidden(detail) + 1);
    if (said.inner)
        depth = std::max(depth, require_hidden(*said.inner) + 1);
    return depth;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string planted = signature.plant(token.plant({reinterpret_cast<const char*>(data), size}));
    const fuzz::answer_text input(planted);
    acs::wire::request sent;
    sent.operation = static_cast<acs::operation>(input.choice % acs::operation_count);
    sent.success_status = 200;
    const std::array secrets{token.text(), signature.text()};
    const acs::wall_time now = sys_days(2026y / January / 1);

    const acs::error why = acs::wire::make_service_error(sent, input.answer, now, secrets);
    require(why.code().failed(), "an error is an error");
    require(why.http_status() == input.answer.status, "the status is kept");
    require(!why.retry_after() || *why.retry_after() >= 0ms, "no wait is negative");
    require(require_hidden(why.service()) <= 8, "nested details end");
    const std::string message = why.message();
    require(message.find(token.text()) == std::string::npos, "the message does not have the token");
    require(message.find(signature.text()) == std::string::npos, "the message does not have the signature");
    require(
        std::none_of(
            message.begin(), message.end(),
            [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }),
        "the message is one line");
    if (fuzz::is_utf8(input.answer.body))
        require(fuzz::is_utf8(message), "UTF-8 stays UTF-8");
    return 0;
}
