#ifndef ACS_ENTRA_MAKE_HOLDERS_HPP
#define ACS_ENTRA_MAKE_HOLDERS_HPP

#include "entra/surroundings.hpp"
#include "entra/token_holders.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

namespace acs::entra {

// What a credential consists of, with the source that `make` gives it. `deadline`: of one fetch, unless the
// options say otherwise.
template <class Make>
std::shared_ptr<token_holders> make_holders(
    const surroundings& where, const Make& make, std::chrono::nanoseconds deadline = persistence().deadline)
{
    token_holders::settings how;
    how.executor = where.executor;
    how.time = where.options.time();
    // The source's request itself ends in time, and says more about it.
    how.deadline = std::min<std::chrono::nanoseconds>(
                       where.options.deadline().value_or(deadline), std::chrono::hours(24)) +
                   std::chrono::seconds(1);
    how.random = where.options.jitter();
    how.observer = where.options.credential_observer();
    return std::make_shared<token_holders>(make(where), how);
}

} // namespace acs::entra

#endif
