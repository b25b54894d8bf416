#include "wire/hmac_signer.hpp"

#include "wire/base64.hpp"
#include "wire/wiping_string.hpp"

#include <algorithm>

namespace acs::wire {

signature_headers::signature_headers(const http_date_text& date, const sha256_digest& content_hash)
    : date_(date)
{
    write_base64(content_hash, content_hash_.data());
    std::copy(start.begin(), start.end(), authorization_.begin());
}

std::optional<hmac_signer> hmac_signer::from_base64_key(std::string_view text)
{
    const auto key = decode_base64(text);
    if (!key || key->empty())
        return std::nullopt;
    return hmac_signer(hmac_sha256(*key));
}

signature_headers hmac_signer::sign(const signed_parts& parts) const
{
    signature_headers made(format_http_date(parts.date), sha256(parts.body));

    wiping_string text;
    text.reserve(
        parts.method.size() + parts.path_and_query.size() + made.date().size() + parts.host.size() + 64);
    text.append(parts.method).append("\n");
    text.append(parts.path_and_query).append("\n");
    text.append(made.date()).append(";").append(parts.host).append(";").append(made.content_hash());

    write_base64(keyed_.sign(text), made.authorization_.data() + signature_headers::start.size());
    return made;
}

} // namespace acs::wire
