#include <acs/credential_observer.hpp>

#include "observe/combined.hpp"

#include <utility>

namespace acs {

std::shared_ptr<const credential_observer> combine(
    std::shared_ptr<const credential_observer> first, std::shared_ptr<const credential_observer> second)
{
    return observe::combined(
        std::move(first), std::move(second), &credential_observer::token_fetched,
        &credential_observer::token_fetch_failed);
}

} // namespace acs
