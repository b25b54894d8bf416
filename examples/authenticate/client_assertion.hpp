#ifndef EXAMPLES_AUTHENTICATE_CLIENT_ASSERTION_HPP
#define EXAMPLES_AUTHENTICATE_CLIENT_ASSERTION_HPP

#include "variable.hpp"

#include <acs/client_assertion_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <fstream>
#include <memory>
#include <string>

// Yields a token of another issuer, which the application trusts. Here it is in a file; a program could as
// well ask a vault to sign one.
inline boost::asio::awaitable<acs::result<acs::secret>> read_assertion(std::string path)
{
    std::ifstream file(path);
    std::string text;
    if (!std::getline(file, text)) {
        acs::error_details why;
        why.what = "can't read " + path;
        co_return acs::error(acs::errc::credential_failed, why);
    }
    co_return acs::secret(text);
}

inline std::shared_ptr<acs::token_credential> by_client_assertion(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    auto assertion = [path = variable(options, "AZURE_FEDERATED_TOKEN_FILE")] {
        return read_assertion(path); // not itself a coroutine
    };
    return std::make_shared<acs::client_assertion_credential>(
        executor, variable(options, "AZURE_TENANT_ID"), variable(options, "AZURE_CLIENT_ID"), assertion,
        options);
}

#endif
