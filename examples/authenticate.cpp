// Authentication with each credential: examples/run authenticate NAME. Without a name it lists them.
//
// COMMUNICATION_SERVICES_ENDPOINT selects a resource, and the variables of the environment that the
// credential takes say who asks. Without it, an emulator in this process serves, and stands in for Entra ID,
// a virtual machine and the Azure CLI.

#include "authenticate/azure_cli.hpp"
#include "authenticate/azure_pipelines.hpp"
#include "authenticate/bearer.hpp"
#include "authenticate/chained.hpp"
#include "authenticate/client_assertion.hpp"
#include "authenticate/client_certificate.hpp"
#include "authenticate/client_secret.hpp"
#include "authenticate/default_azure.hpp"
#include "authenticate/environment.hpp"
#include "authenticate/exchanged_token.hpp"
#include "authenticate/managed_identity.hpp"
#include "authenticate/refreshed_token.hpp"
#include "authenticate/static_token.hpp"
#include "authenticate/surroundings.hpp"
#include "authenticate/workload_identity.hpp"

#include <acs/identity_client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string_view>
#include <utility>

namespace asio = boost::asio;

using maker = std::shared_ptr<acs::token_credential> (*)(asio::any_io_executor, const acs::entra_options&);
using demonstration = asio::awaitable<void> (*)(std::shared_ptr<const surroundings>, maker);

void print_token(std::string_view what, const acs::access_token& token)
{
    std::cout << what << "; it expires at " << acs::to_string(token.expires_on()) << '\n';
}

// A client whose requests the credential authorises.
asio::awaitable<void> use_service(std::shared_ptr<const surroundings> here, maker make)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    const std::shared_ptr<acs::token_credential> credential = make(executor, here->entra_options());
    std::cout << "Using " << credential->name() << '\n';

    acs::identity_client client(executor, here->client_options(credential));
    const acs::communication_user user = (co_await client.create_user()).value();
    std::cout << "Created an identity with ID: " << user.id() << '\n';
    print_token("Issued an access token", (co_await client.get_token(user, acs::scope::voip)).value());
    (co_await client.delete_user(user)).value();
    std::cout << "Deleted the identity\n";
}

// A user's token as an app gets it, which has no credential of the service.
asio::awaitable<void> keep_token(std::shared_ptr<const surroundings> here, maker make)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    const acs::client_options options = here->client_options(make(executor, here->entra_options()));
    const auto client = std::make_shared<acs::identity_client>(executor, options);
    const acs::communication_user user = (co_await client->create_user()).value();
    const acs::access_token token = (co_await client->get_token(user, acs::scope::chat)).value();

    acs::communication_token_credential fixed = by_static_token(acs::secret(token.token()));
    print_token("Got the token that stays", (co_await fixed.get_token()).value());
    (co_await client->delete_user(user)).value();
}

asio::awaitable<void> refresh_token(std::shared_ptr<const surroundings> here, maker make)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    const acs::client_options options = here->client_options(make(executor, here->entra_options()));
    const auto client = std::make_shared<acs::identity_client>(executor, options);
    const acs::communication_user user = (co_await client->create_user()).value();

    acs::communication_token_credential refreshed = by_refreshed_token(executor, client, user);
    print_token("Got a token that is refreshed", (co_await refreshed.get_token()).value());
    refreshed.stop();
    (co_await client->delete_user(user)).value();
}

// `make` has to make the credential of a person.
asio::awaitable<void> exchange_token(std::shared_ptr<const surroundings> here, maker make)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    const acs::client_options options = here->client_options(make(executor, here->entra_options()));
    acs::communication_token_credential exchanged = by_exchanged_token(executor, options);
    print_token("Got a token in exchange for a person's", (co_await exchanged.get_token()).value());
}

asio::awaitable<void> need_pipeline(std::shared_ptr<const surroundings> here, maker make)
{
    if (!here->is_emulated() && std::getenv("SYSTEM_OIDCREQUESTURI"))
        co_await use_service(here, make);
    else
        std::cout << "This needs a job of Azure Pipelines, and COMMUNICATION_SERVICES_ENDPOINT\n";
}

struct way
{
    std::string_view name;
    demonstration show;
    maker make;
};

constexpr way ways[] = {
    {"client_secret", &use_service, &by_client_secret},
    {"client_certificate", &use_service, &by_client_certificate},
    {"client_assertion", &use_service, &by_client_assertion},
    {"workload_identity", &use_service, &by_workload_identity},
    {"azure_pipelines", &need_pipeline, &by_azure_pipelines},
    {"managed_identity", &use_service, &by_managed_identity},
    {"azure_cli", &use_service, &by_azure_cli},
    {"environment", &use_service, &by_environment},
    {"chained", &use_service, &by_chain},
    {"default_azure", &use_service, &by_default},
    {"bearer", &use_service, &by_coroutine},
    {"static_token", &keep_token, &by_default},
    {"refreshed_token", &refresh_token, &by_default},
    {"exchanged_token", &exchange_token, &by_azure_cli},
};

void run(const way& chosen)
{
    const auto here = std::make_shared<const surroundings>();
    std::exception_ptr failure;
    asio::io_context context;
    asio::co_spawn(
        context, chosen.show(here, chosen.make), [&](std::exception_ptr thrown) { failure = thrown; });
    context.run();
    if (failure)
        std::rethrow_exception(failure);
}

int main(int count, char** arguments)
{
    if (count < 2) {
        for (const way& one : ways)
            std::cout << one.name << '\n';
        return EXIT_SUCCESS;
    }
    for (const way& one : ways) {
        if (one.name != arguments[1])
            continue;
        try {
            run(one);
            return EXIT_SUCCESS;
        } catch (const std::exception& exception) { // acs::request_failed says what to do next
            std::cerr << "Encountered an error\n" << exception.what() << '\n';
            return EXIT_FAILURE;
        }
    }
    std::cerr << "There is no credential '" << arguments[1] << "'; without a name they are listed\n";
    return 2;
}
