#ifndef ACS_ENTRA_SOURCE_FAILURE_HPP
#define ACS_ENTRA_SOURCE_FAILURE_HPP

#include <acs/error.hpp>

#include <string>
#include <string_view>

// What a source's error comes to as one of a credential.
namespace acs::entra {

// What the source of this name said: its name and its words.
std::string words_of_source(std::string_view name, const error& why);

// The error with these words. What the source's own requests came to is not what the identity service said,
// so all codes become credential_failed, but those of an end and credential_unavailable. What to do next
// stays what it was; for Entra ID's own refusals it is to look their number up.
error credential_failure(const error& why, std::string words);

} // namespace acs::entra

#endif
