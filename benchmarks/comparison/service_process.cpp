#include "comparison/service_process.hpp"

#include <acs/identity.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <stdexcept>
#include <unistd.h>

namespace {

int last_processor()
{
    return static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)) - 1;
}

std::string text_of(const boost::json::value& ready, const char* name)
{
    return std::string(ready.at(name).as_string());
}

} // namespace

service_process::service_process()
    : process_("acs-emulator", {"--token-signing", "hs256", "--port", "0"}, last_processor())
{
    const auto line = process_.read_line();
    if (!line)
        throw std::runtime_error("acs-emulator did not start");
    const auto ready = boost::json::parse(*line);
    connection_string_ = text_of(ready, "connectionString");
    ca_file_ = text_of(ready, "caFile");

    boost::asio::io_context context;
    auto options = acs::client_options::from_connection_string(connection_string_).value();
    acs::identity_client client(context.get_executor(), options.ca_file(ca_file_).proxy(""));
    auto user = boost::asio::co_spawn(context, client.create_user(), boost::asio::use_future);
    context.run();
    user_ = user.get().value().id();
}
