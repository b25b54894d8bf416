#ifndef ACS_WIRE_HMAC_SIGNER_HPP
#define ACS_WIRE_HMAC_SIGNER_HPP

#include "wire/http_date.hpp"
#include "wire/wiping_string.hpp"

#include <acs/time_source.hpp>

#include <memory>
#include <openssl/evp.h>
#include <optional>
#include <string_view>

namespace acs::wire {

// What is signed of a request.
struct signed_parts
{
    std::string_view method;         // upper case
    std::string_view path_and_query; // as on the wire
    std::string_view host;           // the Host header's text
    std::string_view body;           // the exact bytes
    wall_time date;
};

// The values of the three headers that make a request signed.
struct signature_headers
{
    http_date_text date;         // x-ms-date
    wiping_string content_hash;  // x-ms-content-sha256
    wiping_string authorization; // Authorization
};

// Signs requests with HMAC-SHA256 as the service demands. The key schedule is computed once, by the
// constructor. Const functions may be called from several threads at a time.
class hmac_signer
{
public:
    // Nothing if the text is not base64 or empty.
    static std::optional<hmac_signer> from_base64_key(std::string_view key);

    // Nothing if OpenSSL fails, which means that memory ran out.
    std::optional<signature_headers> sign(const signed_parts& parts) const;

private:
    struct free_mac_context
    {
        void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
    };
    using mac_context = std::unique_ptr<EVP_MAC_CTX, free_mac_context>;

    explicit hmac_signer(mac_context keyed) : keyed_(std::move(keyed)) {}

    mac_context keyed_; // copied for every signature
};

} // namespace acs::wire

#endif
