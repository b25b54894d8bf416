// Forms that ask for an Entra token, as the emulator takes them apart: only the right secret or assertion
// passes, and no refusal shows what was sent as one. The input: a line with the assertion, one with the
// secret, and the rest of the form.

#include "emulator/entra/client_proof.hpp"
#include "emulator/entra/entra_error.hpp"
#include "fuzz/require.hpp"

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace acs::emulation;
using namespace std::chrono;
using fuzz::require;

namespace {

constexpr std::string_view usual_secret = "the app's own secret";

std::string_view take_line(std::string_view& text)
{
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return line;
}

app_registration make_app()
{
    app_registration app;
    app.client = parse_guid("11111111-2222-4333-8444-555555555555").value();
    app.secrets.emplace_back(usual_secret);
    app.federated.push_back({"https://issuer/", "subject", "audience"});
    return app;
}

bool passes(std::string_view form, std::string_view hidden)
{
    static const app_registration app = make_app();
    static const federated_tokens federation("0123456789abcdefghijklmnopqrstuv");
    const client_proof proof(
        app, federation, "https://host/t/oauth2/v2.0/token", "https://host/t/v2.0",
        sys_days(2026y / January / 1));
    try {
        proof.check(form_fields(form));
        return true;
    } catch (const entra_error& refused) {
        require(refused.status == 400 || refused.status == 401, "a refusal is the client's fault");
        require(
            refused.code != 0 && !refused.error.empty() && !refused.message.empty(), "a refusal says why");
        if (!hidden.empty())
            require(refused.message.find(hidden) == std::string::npos, "no refusal shows a secret");
        return false;
    }
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        result += '%';
        result += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
        result += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    }
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string_view whole = text;
    const std::string_view assertion = take_line(text);
    const std::string_view secret = take_line(text);
    passes(whole, {});
    require(
        passes("client_secret=" + escaped(secret), {}) == (secret == usual_secret),
        "only the secret is the secret");
    const std::string planted = "K7q9zTLw" + std::string(secret); // what no message has by chance
    require(!passes("client_secret=" + escaped(planted), planted), "another secret isn't one");
    constexpr std::string_view type =
        "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=";
    require(!passes(std::string(type) + escaped(assertion), {}), "nobody can sign without a key");
    if (const auto token = compact_jws::parse(assertion)) {
        require(
            assertion.substr(0, token->signed_text.size()) == token->signed_text, "what is signed is there");
        compact_jws::time(token->claims, "exp");
    }
    try {
        const app_certificate certificate(whole);
        require(certificate.thumbprint().size() == 20, "a thumbprint has 20 bytes");
        require(!certificate.verify("RS256", "text", assertion), "no chance signature is right");
    } catch (const std::invalid_argument&) {
    }
    return 0;
}
