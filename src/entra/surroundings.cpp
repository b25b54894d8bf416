#include "entra/surroundings.hpp"

#include "entra/http_exchanger.hpp"

#include <cstdlib>
#include <utility>

namespace acs::entra {

surroundings::surroundings(boost::asio::any_io_executor runs_on, entra_options given)
    : executor(std::move(runs_on)), options(std::move(given)),
      connect([this_executor = executor, these = options](const wire::endpoint& host, persistence how) {
          return std::make_shared<http_exchanger>(this_executor, these, host, how);
      })
{}

std::optional<std::string> surroundings::variable(const char* name) const
{
    std::optional<std::string> value;
    if (options.environment())
        value = options.environment()(name);
    else if (const char* const text = std::getenv(name))
        value = text;
    return value && !value->empty() ? value : std::nullopt;
}

} // namespace acs::entra
