#ifndef ACS_ENTRA_ENVIRONMENT_SOURCE_HPP
#define ACS_ENTRA_ENVIRONMENT_SOURCE_HPP

#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <memory>
#include <string>

namespace acs::entra {

// An application that the environment describes, with its secret or its certificate.
class environment_source final : public source
{
public:
    explicit environment_source(const surroundings& where);

    std::string_view name() const noexcept override { return "EnvironmentCredential"; }
    boost::asio::awaitable<result<wire::issued_token>> fetch(entra_token_request request) override;

private:
    std::string missing_;             // the variables' names
    std::shared_ptr<source> by_what_; // null if any is missing
};

} // namespace acs::entra

#endif
