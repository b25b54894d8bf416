#ifndef ACS_PIPELINE_CALL_HPP
#define ACS_PIPELINE_CALL_HPP

#include "transport/deadline.hpp"
#include "wire/request.hpp"

#include <acs/errc.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

namespace acs::pipeline {

// One call in flight. It runs on a strand of its own; interrupt() is the only way in from outside.
class call : public std::enable_shared_from_this<call>
{
public:
    call(
        const boost::asio::any_io_executor& executor, std::shared_ptr<time_source> time, boot_time expiry,
        wire::request what, std::string id, unsigned retries);

    // Ends the call with this reason, unless it has ended already. From any thread.
    void interrupt(errc why);

    const boost::asio::any_io_executor& strand() const { return limit.executor(); }

    const wire::request request;
    const std::string request_id;
    const unsigned max_retries;
    transport::deadline limit; // on the strand
};

} // namespace acs::pipeline

#endif
