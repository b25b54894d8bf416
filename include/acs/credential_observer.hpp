#ifndef ACS_CREDENTIAL_OBSERVER_HPP
#define ACS_CREDENTIAL_OBSERVER_HPP

#include <acs/credential_events.hpp>

#include <exception>
#include <functional>
#include <memory>

namespace acs {

/**
 * \brief What credentials tell about their work: a plain struct of callbacks, each of which may be left out.
 * \details Given to entra_options::credential_observer, to the constructor of \ref bearer_credential, to
 * communication_token_credential_options::credential_observer and to
 * communication_token_credential::from_entra. Each fetch of a token ends with one event, also where nobody
 * waits for it: so renewals that fail are seen while the old token still serves. The requests that are sent
 * for it are told to entra_options::observer.
 *
 * \code
 * auto seen = std::make_shared<acs::credential_observer>();
 * seen->token_fetch_failed = [](const acs::token_fetch_failed_event& event) { ... };
 * options.credential_observer(seen);
 * \endcode
 *
 * \par Callbacks
 * Are called in the middle of the work, while no lock of the credential is held and before those who wait for
 * the token go on: on the executor that the fetch ran on, or on the thread whose call ended it. Keep them
 * short. They must not wait for anything, and must not use or destroy the credential.
 *
 * \par Exceptions
 * What a callback throws goes no further: it is counted (observer_exceptions()) and handed to
 * `callback_threw`.
 *
 * \par Thread safety
 * Callbacks are called from any thread, several at a time. Don't change an observer that a credential has.
 */
struct credential_observer
{
    template <class Event>
    using callback = std::function<void(const Event&)>;

    callback<token_fetched_event> token_fetched;
    callback<token_fetch_failed_event> token_fetch_failed;

    /// One of the callbacks above threw this. What this one throws is dropped.
    std::function<void(std::exception_ptr)> callback_threw;
};

/// An observer that tells both, the first one first; one's exception doesn't keep the event from the other.
/// Null stands for nobody.
std::shared_ptr<const credential_observer> combine(
    std::shared_ptr<const credential_observer> first, std::shared_ptr<const credential_observer> second);

} // namespace acs

#endif
