#include "emulator/tokens/token_signer.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/signature/digest.hpp"

namespace acs::emulation {

std::string token_signer::make_header(std::string_view algorithm, std::string_view thumbprint)
{
    std::string json = R"({"alg":")";
    json.append(algorithm).append(R"(","kid":")").append(upper_hex(thumbprint));
    json.append(R"(","x5t":")").append(base64url_encode(thumbprint)).append(R"(","typ":"JWT"})");
    return base64url_encode(json);
}

std::string make_token(const token_signer& signer, std::string_view payload_json)
{
    std::string token;
    token.reserve(1024);
    token.append(signer.header()).append(1, '.').append(base64url_encode(payload_json));
    const std::string signature = signer.sign(token);
    token.append(1, '.').append(base64url_encode(signature));
    return token;
}

} // namespace acs::emulation
