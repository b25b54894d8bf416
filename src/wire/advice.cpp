#include "wire/advice.hpp"

namespace acs::wire {

const char* advice_of(errc value) noexcept
{
    switch (value) {
    case errc::invalid_connection_string:
        return "copy the connection string from the resource's Keys page: "
               "endpoint=https://<resource>/;accesskey=<key>";
    case errc::invalid_access_key:
        return "copy the access key from the resource's Keys page; it is base64 text";
    case errc::invalid_endpoint:
        return "give the endpoint as https://<resource>.communication.azure.com, without a path";
    case errc::insecure_endpoint:
        return "use https; plain http is accepted for loopback addresses only";
    case errc::invalid_ca_file:
        return "name a readable PEM file with the authority's certificate, or leave the option out";
    case errc::invalid_argument:
        return "correct the argument";
    case errc::no_scopes:
        return "ask for at least one scope, such as acs::scope::chat";
    case errc::invalid_token_lifetime:
        return "choose a lifetime from 60 to 1440 minutes";
    case errc::invalid_proxy:
        return "give the proxy as http://[user:password@]host[:port], or an empty text for none";
    case errc::host_not_found:
        return "check the spelling of the endpoint or the proxy, and this machine's DNS";
    case errc::connect_failed:
        return "check host and port of the endpoint or the proxy, and the firewall";
    case errc::connect_timeout:
        return "check the network and the firewall, or raise connect_timeout";
    case errc::handshake_timeout:
        return "check that the port speaks TLS, or raise handshake_timeout";
    case errc::response_timeout:
        return "try again, or raise response_timeout";
    case errc::tls_failed:
        return "check that the port speaks TLS 1.2 or later";
    case errc::certificate_untrusted:
        return "install the authority's certificate (package ca-certificates, option ca_file or "
               "SSL_CERT_FILE), or, "
               "if it has expired or is not yet valid, renew it or set this machine's clock";
    case errc::certificate_host_mismatch:
        return "check the endpoint's host name: the server's certificate is for another one";
    case errc::connection_lost:
        return "try again";
    case errc::response_too_large:
        return "check what answers at the endpoint";
    case errc::proxy_authentication_required:
        return "correct user name and password in the proxy's URL (option proxy, or HTTPS_PROXY)";
    case errc::proxy_refused:
        return "check the proxy's host and port, and that it allows tunnels to the endpoint; or list the "
               "endpoint in NO_PROXY";
    case errc::authentication_failed:
        return "check that the access key (or the Entra token) belongs to this resource and is current";
    case errc::clock_skewed:
        return "set this machine's clock; the service accepts dates within 5 minutes";
    case errc::forbidden:
        return "check that the identity belongs to this resource and the credential may do this";
    case errc::identity_not_found:
        return "create the identity anew; it is unknown to the resource or was deleted";
    case errc::request_rejected:
        return "correct the request as the service says";
    case errc::unsupported_api_version:
        return "choose another api_version in the client's options";
    case errc::throttled:
        return "call less often, or ask for a higher limit; every rejected request counts too";
    case errc::service_unavailable:
        return "try again later";
    case errc::invalid_teams_token:
        return "get a new Entra token of the Teams user, with the scopes Teams.ManageCalls and "
               "Teams.ManageChats";
    case errc::invalid_entra_token:
        return "get a new Entra token of the person, with scopes for this exchange";
    case errc::assignment_not_found:
        return "check tenant and object id, or set the assignment";
    case errc::not_the_service:
        return "check the endpoint and whether a proxy or a captive portal answers in its place";
    case errc::malformed_response:
        return "check the endpoint and the api_version";
    case errc::deadline_exceeded:
        return "try again, or give the call more time";
    case errc::canceled:
        return "call again if the result is still wanted";
    case errc::client_stopped:
        return "keep the client alive while its calls run";
    case errc::outcome_unknown:
        return "the identity may have been created; call again if an unused one does no harm";
    case errc::overloaded:
        return "call less often";
    case errc::credential_failed:
        return "correct what the text names; docs/authentication.md says what each credential needs";
    case errc::credential_unavailable:
        return "configure it as docs/authentication.md says, or use another credential";
    case errc::internal:
        return "please report it";
    case errc::infeasible:
        return "keep fewer identities fresh, ask for longer lifetimes, or raise the quota; see "
               "docs/capacity.md";
    case errc::token_expired:
        return "ask for less remaining life or a longer lifetime, or check the token source and its clock";
    case errc::snapshot_unreadable:
        return "check the file's path, owner and mode (0600) and the space on the disk; without it the cache "
               "starts cold";
    case errc::snapshot_damaged:
        return "give the key that it was saved with, else delete the file; without it the cache starts cold";
    case errc::snapshot_foreign:
        return "give each resource a file of its own, and read it with the version that saved it or a later "
               "one; without it the cache starts cold";
    case errc::snapshot_outdated:
        return "check this machine's clock, and save more often; without it the cache starts cold";
    }
    return "";
}

} // namespace acs::wire
