#include "entra/asked_host.hpp"

#include "wire/advice.hpp"
#include "wire/credential_end.hpp"

#include <utility>

namespace acs::entra {

namespace {

// What follows the name; empty where the code's own words say it.
const char* deed_of_host(errc code)
{
    switch (code) {
    case errc::authentication_failed:
        return " refused the request";
    case errc::forbidden:
        return " forbids the request";
    case errc::request_rejected:
        return " rejected the request";
    case errc::throttled:
        return " gets too many requests";
    case errc::service_unavailable:
        return " failed";
    case errc::not_the_service:
        return ": something else answered in its place";
    case errc::malformed_response:
        return " gave an answer that is no token";
    default:
        return "";
    }
}

std::string advice_on_host(errc code, const std::string& setting, const char* proxy)
{
    switch (code) {
    case errc::host_not_found:
        return "check " + setting + proxy + " and this machine's DNS";
    case errc::connect_failed:
    case errc::connect_timeout:
        return "check " + setting + proxy + " and the firewall";
    case errc::handshake_timeout:
    case errc::tls_failed:
        return "check " + setting + ", and that it speaks TLS 1.2 or later";
    case errc::certificate_host_mismatch:
        return "check " + setting + ": the server's certificate is for another host";
    case errc::response_timeout:
        return "try again";
    case errc::authentication_failed:
    case errc::forbidden:
        return "correct the credential's settings as these words say";
    case errc::request_rejected:
        return "correct the credential's settings as these words say, and check " + setting;
    case errc::throttled:
        return "share one credential, which keeps its token, between all clients of the process";
    case errc::response_too_large:
    case errc::malformed_response:
    case errc::not_the_service:
        return "check " + setting + ", and whether a proxy or a captive portal answers in its place";
    case errc::deadline_exceeded:
        return "see why it does not answer, check " + setting +
               ", or give the credential a longer deadline in its options";
    default:
        return wire::advice_of(code);
    }
}

} // namespace

error asked_host::failed(const error& why) const
{
    if (why == errc::canceled || why == errc::client_stopped || why == errc::credential_failed ||
        why == errc::credential_unavailable)
        return wire::credential_end(why);
    const auto code = static_cast<errc>(why.code().value());
    error_details details = why.details();
    if (details.next.empty())
        details.next = advice_on_host(code, setting, proxied ? ", the proxy" : "");
    if (code == errc::deadline_exceeded) {
        details.what = name + " did not answer in time";
        return wire::credential_end(error(code, std::move(details)));
    }
    const std::string deed = deed_of_host(code);
    details.summary = name + (deed.empty() ? ": " + why.code().message() : deed);
    return {code, std::move(details)};
}

} // namespace acs::entra
