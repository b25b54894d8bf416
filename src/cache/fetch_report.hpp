#ifndef ACS_CACHE_FETCH_REPORT_HPP
#define ACS_CACHE_FETCH_REPORT_HPP

#include "cache/fetch_landing.hpp"
#include "cache/token_flight.hpp"

#include <acs/credential_observer.hpp>

#include <memory>
#include <string_view>

namespace acs::cache {

// What a credential's observer is told of its fetches. One object for all the token_holders of a credential.
class fetch_report
{
public:
    // Null if nobody listens, so that a holder has no more than a pointer for it. `credential` is a literal.
    static std::shared_ptr<const fetch_report> create(
        std::shared_ptr<const credential_observer> to, std::string_view credential);

    // After the outcome has been written, before who waits for it goes on; without a mutex held.
    void ended(const token_flight& landed, const fetch_landing& how) const noexcept;

private:
    fetch_report(std::shared_ptr<const credential_observer> to, std::string_view credential);

    void fill(token_fetch_event& event, const token_flight& landed, const fetch_landing& how) const;

    const std::shared_ptr<const credential_observer> to_;
    const std::string_view credential_;
};

} // namespace acs::cache

#endif
