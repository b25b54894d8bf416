#include "cache/client_source.hpp"

#include <utility>

namespace acs::cache {

namespace {

using shared_client = std::shared_ptr<identity_client>;

boost::asio::awaitable<result<access_token>> fetch(const shared_client& client, token_request wanted)
{
    if (wanted.lifetime)
        return client->get_token(
            std::move(wanted.user), std::move(wanted.scopes), *wanted.lifetime, std::move(wanted.call));
    return client->get_token(std::move(wanted.user), std::move(wanted.scopes), std::move(wanted.call));
}

} // namespace

token_source source_of(const shared_client& client)
{
    token_source made;
    made.fetch = [client](token_request wanted) {
        return fetch(client, std::move(wanted));
    };
    made.revoke = [client](communication_user user, call_options options) {
        return client->revoke_tokens(std::move(user), std::move(options));
    };
    made.remove = [client](communication_user user, call_options options) {
        return client->delete_user(std::move(user), std::move(options));
    };
    return made;
}

void complete(token_cache_options& options, const client_options& client)
{
    if (!options.quota() && !client.quota().unlimited())
        options.quota(client.quota());
    if (!options.time())
        options.time(client.time());
    if (options.resource().empty())
        options.resource(client.endpoint());
}

} // namespace acs::cache
