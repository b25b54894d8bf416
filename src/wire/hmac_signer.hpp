#ifndef ACS_WIRE_HMAC_SIGNER_HPP
#define ACS_WIRE_HMAC_SIGNER_HPP

#include "wire/hmac_sha256.hpp"
#include "wire/http_date.hpp"

#include <acs/time_source.hpp>

#include <array>
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
class signature_headers
{
public:
    signature_headers(const http_date_text& date, const sha256_digest& content_hash);

    std::string_view date() const { return {date_.data(), date_.size()}; } // x-ms-date
    std::string_view content_hash() const
    {
        return {content_hash_.data(), content_hash_.size()};
    } // x-ms-content-sha256
    std::string_view authorization() const
    {
        return {authorization_.data(), authorization_.size()};
    } // Authorization

private:
    friend class hmac_signer;

    static constexpr std::string_view start =
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
    static constexpr std::size_t base64_size = 44; // of 32 bytes

    http_date_text date_;
    std::array<char, base64_size> content_hash_;
    std::array<char, start.size() + base64_size> authorization_;
};

// Signs requests with HMAC-SHA256 as the service demands. Const functions may be called from several threads
// at a time.
class hmac_signer
{
public:
    // Nothing if the text is not base64 or empty.
    static std::optional<hmac_signer> from_base64_key(std::string_view key);

    signature_headers sign(const signed_parts& parts) const;

private:
    explicit hmac_signer(hmac_sha256 keyed) : keyed_(keyed) {}

    hmac_sha256 keyed_;
};

} // namespace acs::wire

#endif
