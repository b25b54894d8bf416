#ifndef ACS_ENTRA_TOKEN_HOLDERS_HPP
#define ACS_ENTRA_TOKEN_HOLDERS_HPP

#include "cache/token_holder.hpp"
#include "entra/source.hpp"

#include <acs/entra_token_request.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace acs {
class token_credential;
}

namespace acs::entra {

// What a credential consists of: its source, and a token for each combination of scopes that was asked for.
// Thread-safe.
class token_holders
{
public:
    struct settings
    {
        boost::asio::any_io_executor executor; // of fetches; none: that of whoever begins one
        std::shared_ptr<time_source> time;     // null: that of whoever begins one
        std::chrono::nanoseconds deadline = std::chrono::seconds(60); // of one fetch
        std::function<double()> random;
        std::shared_ptr<const credential_observer> observer{}; // null: nobody
    };

    token_holders(std::shared_ptr<source> from, settings how);
    // Stops.
    ~token_holders();

    static const std::shared_ptr<token_holders>& of(const token_credential& owner);

    const std::shared_ptr<source>& from() const { return source_; }
    // For the scope of the identity service.
    const std::shared_ptr<cache::token_holder>& service_token() const { return service_token_; }
    std::shared_ptr<cache::token_holder> token_for(const entra_token_request& request);

    // The clock, null as long as nobody has shown one; and whoever comes shows one.
    std::shared_ptr<time_source> time() const;
    std::shared_ptr<time_source> time(const std::shared_ptr<time_source>& shown);
    const boost::asio::any_io_executor& executor() const { return settings_.executor; }

private:
    std::shared_ptr<cache::token_holder> make(const std::vector<std::string>& scopes) const;
    void forget_unused();

    const std::shared_ptr<source> source_;
    const settings settings_;
    const std::shared_ptr<const cache::fetch_report> report_; // null: nobody listens
    const std::shared_ptr<cache::token_holder> service_token_;

    mutable std::mutex mutex_; // of what follows
    std::shared_ptr<time_source> time_;
    std::map<std::vector<std::string>, std::shared_ptr<cache::token_holder>> others_; // by scopes
    std::size_t kept_ = 0; // of these, when it was last looked which of them are of use
};

} // namespace acs::entra

#endif
