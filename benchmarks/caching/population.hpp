#ifndef BENCHMARKS_CACHING_POPULATION_HPP
#define BENCHMARKS_CACHING_POPULATION_HPP

#include <acs/access_token.hpp>
#include <acs/identifier.hpp>

#include <cstddef>
#include <string>

namespace caching {

/// Identities and tokens that look like the service's, made from numbers.

/// `8:acs:<resource>_<identity>`, two GUIDs: 79 characters.
std::string identity_id(std::size_t number);
inline acs::communication_user identity(std::size_t number)
{
    return acs::communication_user(identity_id(number));
}

/// About 900 characters, from 870 to 930.
std::string token_text(std::size_t number);
/// The sum over the first identities of the lengths of both.
std::size_t text_bytes(std::size_t count);

/// A token that expires so much after the time source's present, on both clocks.
acs::access_token token_of(std::size_t number, const acs::time_source& time, std::chrono::seconds life);

} // namespace caching

#endif
