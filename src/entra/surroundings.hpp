#ifndef ACS_ENTRA_SURROUNDINGS_HPP
#define ACS_ENTRA_SURROUNDINGS_HPP

#include "entra/exchanger.hpp"
#include "wire/endpoint.hpp"

#include <acs/entra_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace acs::entra {

// How persistently a host is asked, unless the options say otherwise.
struct persistence
{
    std::chrono::nanoseconds deadline = std::chrono::seconds(60);
    std::chrono::nanoseconds connect_timeout = std::chrono::seconds(10);
    unsigned max_retries = 3;
    bool fixed = false; // whatever the options say
};

// What a source has around it: where it runs, the environment, and the way to hosts. Tests make their own.
struct surroundings
{
    using connect_function =
        std::function<std::shared_ptr<exchanger>(const wire::endpoint& host, persistence how)>;

    // The real ones.
    surroundings(boost::asio::any_io_executor runs_on, entra_options given);

    // A variable of the environment; nothing if it is not set, or empty.
    std::optional<std::string> variable(const char* name) const;

    boost::asio::any_io_executor executor;
    entra_options options;
    connect_function connect;
};

} // namespace acs::entra

#endif
