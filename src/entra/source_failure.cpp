#include "entra/source_failure.hpp"

#include "wire/advice.hpp"
#include "wire/ascii.hpp"
#include "wire/credential_end.hpp"

#include <algorithm>
#include <utility>

namespace acs::entra {

namespace {

bool is_end(const error& why)
{
    return why == errc::deadline_exceeded || why == errc::canceled || why == errc::client_stopped;
}

bool is_of_credential(const error& why)
{
    return why == errc::credential_failed || why == errc::credential_unavailable;
}

// The number of an error of Entra ID, such as AADSTS7000215; empty if there is none.
std::string_view aadsts_number(std::string_view words)
{
    constexpr std::string_view prefix = "AADSTS";
    const auto begin = std::min(words.find(prefix), words.size());
    words.remove_prefix(begin);
    const auto digits = words.substr(std::min(prefix.size(), words.size()));
    const auto end = std::find_if_not(digits.begin(), digits.end(), wire::is_digit);
    const auto size = static_cast<std::size_t>(end - digits.begin());
    return size == 0 ? std::string_view() : words.substr(0, prefix.size() + size);
}

} // namespace

std::string words_of_source(std::string_view name, const error& why)
{
    const error_details& details = why.details();
    std::string text(name);
    const std::string before = is_end(why) || is_of_credential(why) ? std::string()
                               : details.summary.empty()            ? why.code().message()
                                                                    : details.summary;
    if (!before.empty())
        text.append(": ").append(before);
    if (!details.what.empty())
        text.append(": ").append(details.what);
    else if (is_of_credential(why))
        text.append(": it gave an error without text");
    return text;
}

error credential_failure(const error& why, std::string words)
{
    error_details details = why.details();
    details.what = std::move(words);
    if (is_end(why))
        return wire::credential_end(error(static_cast<errc>(why.code().value()), std::move(details)));
    details.summary.clear();
    if (why == errc::credential_unavailable)
        return {errc::credential_unavailable, std::move(details)};
    std::string_view number = aadsts_number(details.service.message);
    if (number.empty())
        number = aadsts_number(details.what);
    if (!number.empty())
        details.next = "look " + std::string(number) +
                       " up in Entra ID's documentation "
                       "(https://learn.microsoft.com/entra/identity-platform/reference-error-codes)";
    else if (details.next.empty() && !is_of_credential(why))
        details.next = wire::advice_of(static_cast<errc>(why.code().value()));
    return {errc::credential_failed, std::move(details)};
}

} // namespace acs::entra
