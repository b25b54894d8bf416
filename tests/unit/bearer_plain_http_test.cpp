#include <acs/bearer_credential.hpp>
#include <acs/client_options.hpp>

#include <doctest/doctest.h>

#include <boost/asio/awaitable.hpp>
#include <memory>

using namespace acs;

// Where plain http may go for the tokens' own requests: url_test, imds_source_test,
// azure_pipelines_source_test.

namespace {

boost::asio::awaitable<result<access_token>> give_nothing()
{
    co_return error(errc::credential_failed);
}

} // namespace

TEST_CASE("bearer: a client with tokens of Entra ID speaks plain http to this machine alone")
{
    const auto by = std::make_shared<bearer_credential>(&give_nothing);
    for (const char* endpoint :
         {"http://contoso.communication.azure.com", "HTTP://contoso.communication.azure.com/",
          "http://10.0.0.1:8080", "http://localhost.example.com", "http://127.0.0.1.example.com",
          "http://127.1", "http://[::2]", "http://0.0.0.0"}) {
        CAPTURE(endpoint);
        const auto made = client_options::with_credential(endpoint, by);
        REQUIRE(made.has_error());
        CHECK(made.error() == errc::insecure_endpoint);
    }
    // What is fine for asking for a token isn't for showing it to the service.
    CHECK(client_options::with_credential("http://169.254.169.254", by).error() == errc::insecure_endpoint);
    for (const char* endpoint : {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"}) {
        CAPTURE(endpoint);
        CHECK(client_options::with_credential(endpoint, by).has_value());
    }
}
