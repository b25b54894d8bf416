#ifndef ACS_TESTS_ENTRA_SCRIPT_HPP
#define ACS_TESTS_ENTRA_SCRIPT_HPP

#include "entra/source.hpp"
#include "entra/surroundings.hpp"

#include <acs/manual_clock.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::test {

// Surroundings of a source without a network: hosts that answer what a script says, an environment of the
// test's own, and a clock that stands still.
class entra_script
{
public:
    // What a source sent.
    struct sent
    {
        std::string host; // `https://host[:port]`
        std::string method;
        std::string target;
        std::string content_type; // empty if there is no body
        std::string body;
        std::map<std::string, std::string> headers; // beside those of every request; the bearer token too
        entra::persistence how;

        // A field of a form or of the query, decoded; empty if it isn't there.
        std::string field(std::string_view name) const;
        bool has_field(std::string_view name) const;
    };

    entra_script();

    // The next request is answered so; an answer without the request's success status becomes the error that
    // its reader makes of it. Without anything left in the script: connect_failed.
    void answer(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {});
    void fail(error why);

    entra::surroundings& where() { return where_; }
    std::map<std::string, std::string>& environment() { return environment_; }
    const std::vector<sent>& requests() const { return *requests_; }
    const std::shared_ptr<manual_clock>& clock() { return clock_; }
    boost::asio::io_context& context() { return context_; }

    // Runs a source's fetch to its end.
    result<wire::issued_token> fetch(
        const std::shared_ptr<entra::source>& from, entra_token_request request = entra_token_request());

private:
    class host;
    struct line;

    boost::asio::io_context context_;
    std::shared_ptr<manual_clock> clock_ = std::make_shared<manual_clock>();
    std::map<std::string, std::string> environment_;
    std::shared_ptr<std::deque<line>> script_;
    std::shared_ptr<std::vector<sent>> requests_;
    entra::surroundings where_;
};

} // namespace acs::test

#endif
