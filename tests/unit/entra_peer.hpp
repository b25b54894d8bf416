#ifndef ACS_TESTS_ENTRA_PEER_HPP
#define ACS_TESTS_ENTRA_PEER_HPP

#include "unit/assertion_key.hpp"
#include "unit/emulator_peer.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

/// A client of the emulator's Entra side.
class entra_peer : public emulator_peer
{
public:
    using fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    static constexpr std::string_view scope = "https://communication.azure.com//.default";

    entra_peer();

    /// A request for a token with these fields, encoded.
    acs::emulation::request token_request(fields form) const;
    acs::emulation::reply ask(fields form);
    acs::emulation::reply ask_with_secret(std::string_view wanted = scope);
    acs::emulation::reply ask_with_assertion(std::string_view assertion);
    /// The access token of an answer.
    static std::string token_of(const acs::emulation::reply& answer);

    /// The claims that an assertion for the app should have.
    boost::json::object assertion_claims() const;
    std::string assertion(const assertion_key& key, std::string_view algorithm) const;
    /// Registers something for the app there is.
    void register_for_app(boost::json::object what);

    /// POST /identities with a bearer token; its status.
    int create_with(std::string_view token);

    /// A request to the metadata port.
    acs::emulation::request metadata_request(
        std::string target, std::initializer_list<std::pair<std::string, std::string>> headers) const;
    acs::emulation::reply imds(std::string_view query = "resource=https%3A%2F%2Fcommunication.azure.com%2F");

    std::string tenant;
    std::string client;
    std::string client_secret;
    std::string identity_header;
    std::string token_url;
};

/// `status error number` of a refusal by the token endpoint.
std::string refusal_of(const acs::emulation::reply& answer);

#endif
