#include "entra/http_exchanger.hpp"

#include "entra/no_credential.hpp"
#include "pipeline/pipeline.hpp"
#include "wire/entra_answer.hpp"

#include <acs/call_options.hpp>
#include <acs/client_options.hpp>

#include <utility>

namespace acs::entra {

namespace {

client_options client_options_for(const entra_options& given, const wire::endpoint& host, persistence how)
{
    // Options are for https; where the pipeline leads to is given to it apart.
    auto made =
        client_options::with_credential("https://" + host.host_header, std::make_shared<no_credential>())
            .value();
    made.ca_file(given.ca_file()).application_id(given.application_id()).time(given.time());
    made.jitter(given.jitter()).retry_base_delay(given.retry_base_delay());
    made.deadline(how.fixed ? how.deadline : given.deadline().value_or(how.deadline));
    made.max_retries(how.fixed ? how.max_retries : given.max_retries().value_or(how.max_retries));
    made.connect_timeout(how.connect_timeout);
    made.observer(given.observer());
    if (!host.tls)
        made.proxy(""); // this machine, or the host that it runs on
    else if (given.proxy())
        made.proxy(given.proxy()->reveal());
    return made;
}

} // namespace

http_exchanger::http_exchanger(
    boost::asio::any_io_executor executor, const entra_options& options, const wire::endpoint& host,
    persistence how)
    : calls_(std::make_shared<pipeline::pipeline>(
          std::move(executor), client_options_for(options, host, how), host))
{}

http_exchanger::~http_exchanger()
{
    calls_->stop();
}

boost::asio::awaitable<result<wire::response>> http_exchanger::send(wire::request request)
{
    if (!request.read_error)
        request.read_error = &wire::read_entra_error;
    if (request.url_template.empty())
        request.url_template = "/{path}"; // it may name an id
    return pipeline::pipeline::run(calls_, std::move(request), call_options());
}

} // namespace acs::entra
