#ifndef TESTS_INTEGRATION_HOLDER_FIXTURE_HPP
#define TESTS_INTEGRATION_HOLDER_FIXTURE_HPP

#include "cache/token_holder.hpp"
#include "refresher_fixture.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <vector>

/// A token holder whose fetches are the fixture's refresher.
class holder_fixture : public refresher_fixture
{
public:
    holder_fixture();

    void make();
    /// Asks for a token, and runs what is ready.
    std::shared_ptr<call> ask();
    void cancel(const std::shared_ptr<call>& which);

    acs::cache::token_holder::settings how; ///< for make()
    std::shared_ptr<acs::cache::token_holder> holder;
    std::vector<std::string> claims; ///< that the fetches were asked for with
};

#endif
