// Signed requests as the emulator takes them apart: a right signature passes whatever the target and the body
// are, anything else is refused, and no refusal shows the signature. The input: a line with the target, one
// with the parameters of Authorization, and the body.

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/protocol/service_error.hpp"
#include "emulator/signature/digest.hpp"
#include "emulator/signature/hmac_sha256.hpp"
#include "emulator/signature/signature_verifier.hpp"
#include "fuzz/require.hpp"

#include <cstdint>
#include <string>
#include <string_view>

using namespace acs::emulation;
using namespace std::chrono;
using fuzz::require;

namespace {

constexpr std::string_view key = "0123456789abcdefghijklmnopqrstuv";
constexpr std::string_view start = "SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

std::string_view take_line(std::string_view& text)
{
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return line;
}

bool passes(const request& received, std::string_view parameters, std::string_view hidden)
{
    static const signature_verifier verifier(key, 300s);
    const acs::wall_time now = sys_days(2026y / January / 1);
    try {
        verifier.verify(received, request_target(received.target), parameters, now);
        return true;
    } catch (const service_error& refused) {
        require(refused.status == 401, "a refusal is a 401");
        require(refused.reason.find(hidden) == std::string::npos, "no refusal shows the signature");
        return false;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    request received;
    received.method = "POST";
    received.target = take_line(text);
    const std::string_view parameters = take_line(text);
    received.body = text;
    const std::string date = format_http_date(sys_days(2026y / January / 1));
    const std::string hash = base64_encode(sha256(received.body));
    received.headers.add("Host", "localhost:8443");
    received.headers.add("x-ms-date", date);
    received.headers.add("x-ms-content-sha256", hash);

    const request_target target(received.target);
    require(target.path_and_query.starts_with(target.path), "the path is what the target begins with");
    (void)target.query("api-version");
    std::string to_sign = "POST\n";
    to_sign.append(target.path_and_query).append("\n").append(date).append(";localhost:8443;").append(hash);
    static const hmac_sha256 signer(key);
    const std::string signature = base64_encode(signer.code(to_sign));
    require(passes(received, std::string(start) + signature, signature), "a right signature passes");

    std::string wrong = signature;
    wrong[5] = wrong[5] == 'A' ? 'B' : 'A';
    require(!passes(received, std::string(start) + wrong, wrong), "a wrong one does not");
    // The fuzzer watches what is compared, and so learns the right signature of an input now and then.
    const bool learnt = parameters.find(signature) != std::string_view::npos;
    require(learnt || !passes(received, parameters, signature), "nor does anything that is none");
    received.body += ' ';
    require(!passes(received, std::string(start) + signature, signature), "nor another body");
    return 0;
}
