#ifndef ACS_CHAINED_CREDENTIAL_HPP
#define ACS_CHAINED_CREDENTIAL_HPP

#include <acs/entra_options.hpp>
#include <acs/token_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <vector>

namespace acs {

/**
 * \brief Several credentials, of which the first that is configured here is used.
 * \details They are asked in their order. It goes on to the next where one says errc::credential_unavailable;
 * any other failure ends the search, since another identity would hide it. The one that gave the first token
 * is the only one that is asked from then on. A failure's text lists what each said.
 *
 * The chain asks the members' sources and holds the token itself: tokens that members hold already are
 * neither used nor changed, and a member is kept alive as far as it is needed. See \ref token_credential for
 * what all credentials have in common.
 */
class chained_credential final : public token_credential
{
public:
    /**
     * \param executor what the search runs on; its context must outlive the credential. The members' requests
     * run on their own executors' contexts, which must be run too.
     * \param members  in the order in which they are tried; null pointers are left out.
     * \param options  of these, `deadline` counts for the whole search (default: 120 s), and `time` and
     * `jitter` for the token that is held; for the rest the members have their own.
     */
    chained_credential(
        boost::asio::any_io_executor executor, std::vector<std::shared_ptr<token_credential>> members,
        entra_options options = entra_options());
    ~chained_credential() override;
};

} // namespace acs

#endif
