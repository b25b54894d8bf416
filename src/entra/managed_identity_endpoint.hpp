#ifndef ACS_ENTRA_MANAGED_IDENTITY_ENDPOINT_HPP
#define ACS_ENTRA_MANAGED_IDENTITY_ENDPOINT_HPP

#include "entra/asked_host.hpp"
#include "entra/exchanger.hpp"
#include "entra/surroundings.hpp"
#include "wire/form.hpp"
#include "wire/issued_token.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"
#include "wire/url.hpp"

#include <acs/entra_token_request.hpp>
#include <acs/managed_identity_id.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acs::entra {

// Where a machine is asked for tokens of its own identities: what all kinds of such endpoints have in common.
class managed_identity_endpoint
{
public:
    // While it is updated the metadata service may be away for 70 s. It is next door: who doesn't get a
    // connection soon doesn't get one.
    static persistence patient();

    // What is wrong with the URL is said by send(); `named_by` is what it comes from.
    managed_identity_endpoint(const surroundings& where, std::string_view url, std::string_view named_by);

    // The resource that the scope stands for: the scope without `/.default`. Errors: invalid_argument if
    // there is not exactly one scope.
    static result<std::string> resource_of(const entra_token_request& request);

    // What the parameters are called that name an identity. Literals.
    struct parameters
    {
        std::string_view client_id;
        std::string_view object_id;
        std::string_view resource_id;
    };
    static void add(const managed_identity_id& identity, const parameters& names, wire::form& to);

    // A GET of the endpoint.
    wire::request make_request(const wire::form& query) const;
    // The same without a query, as a POST.
    wire::request make_request(wire::wiping_string form) const;

    // The URL without what is asked for.
    std::string host() const { return url_ ? url_->origin.url() : std::string(); }
    const std::optional<error>& broken() const { return broken_; }

    boost::asio::awaitable<result<wire::response>> send(wire::request request) const;
    // Another way to the same host. Null if the URL is wrong.
    std::shared_ptr<exchanger> connect(const surroundings& where, persistence how) const;

    // The answer's token. One that lives long is to be renewed at half of its life, unless the answer says
    // when.
    static result<wire::issued_token> read(const wire::response& answer);
    // A failure of send() or read(), in words that say who failed.
    error failed(const error& why) const { return asked_.failed(why); }
    // Sends it, and reads the answer.
    boost::asio::awaitable<result<wire::issued_token>> ask(wire::request request) const;

private:
    std::optional<wire::url> url_;
    std::optional<error> broken_;
    std::shared_ptr<exchanger> host_;
    asked_host asked_;
};

} // namespace acs::entra

#endif
