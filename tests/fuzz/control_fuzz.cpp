// JSON that the emulator is sent, by its control interface and in requests: either understood or refused in
// the one way there is, and what is answered is JSON whatever bytes came in.

#include "emulator/control/control_error.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/faults/fault_rule.hpp"
#include "emulator/protocol/request_body.hpp"
#include "emulator/protocol/service_error.hpp"
#include "emulator/quotas/quotas_request.hpp"
#include "fuzz/json_numbers.hpp"
#include "fuzz/require.hpp"
#include "fuzz/utf8.hpp"

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

using namespace acs::emulation;
namespace json = boost::json;
using fuzz::require;

namespace {

// Text for an answer.
void require_json(const json::value& value)
{
    const std::string text = json_text(value);
    boost::system::error_code ec;
    const json::value again = json::parse(text, ec);
    require(!ec, "an answer is JSON");
    require(fuzz::is_utf8(text), "an answer is UTF-8");
}

template <class Read>
void require_understood_or_refused(Read read)
{
    try {
        read();
    } catch (const control_error& refused) {
        require(refused.status == 400 && !refused.message.empty(), "a refusal says why");
        require_json(json::object{{"message", refused.message}, {"target", refused.member}});
    } catch (const service_error& refused) {
        require(refused.status == 400 || refused.status == 415, "a bad body is the client's fault");
        require_json(json::parse(error_envelope(refused)));
    }
}

void read_rule(const json::value& value)
{
    const fault_rule rule = parse_fault_rule(value);
    require(rule.operations.any(), "a rule is about something");
    require(rule.probability >= 0 && rule.probability <= 1, "a probability is one");
    require(rule.pause.count() >= 0 && rule.retry_in.count() >= 0, "no wait is negative");
    for (const auto& [name, text] : rule.headers)
        require((name + text).find_first_of("\r\n") == std::string::npos, "no field breaks the head");
    require(rule.content_type.find_first_of("\r\n") == std::string::npos, "no type breaks the head");
    require(rule.retry_text.find_first_of("\r\n") == std::string::npos, "no Retry-After breaks the head");
    require(!rule.status || (*rule.status >= 200 && *rule.status <= 599), "a status is a final one");
    require_understood_or_refused([&] { // as GET faults shows it
        const fault_rule again = parse_fault_rule(rule.source);
        require(again.kind == rule.kind && again.operations == rule.operations, "a rule reads as it was");
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    request received;
    received.headers.add("Content-Type", "application/json");
    received.body = text;
    require_understood_or_refused([&] {
        const request_body body(received);
        const bool with_token = body.creates_token();
        const json::object* object = body.object();
        require(!with_token || object != nullptr, "a token is asked for in an object");
    });

    boost::system::error_code ec;
    const json::value value = json::parse(text, ec);
    if (ec || !fuzz::has_finite_numbers(value))
        return 0;
    require_json(value);
    require_understood_or_refused([&] { read_rule(value); });
    require_understood_or_refused([&] {
        const auto wanted = read_quotas(value, quotas::configuration(true));
        require(wanted.window.count() > 0, "a window is longer than nothing");
        require_json(quotas_json(wanted));
    });
    return 0;
}
