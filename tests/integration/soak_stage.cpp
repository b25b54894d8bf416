#include "soak_stage.hpp"

#include <boost/json/parse.hpp>
#include <stdexcept>

using namespace std::chrono_literals;

boost::json::value soak_stage::control(const char* method, const char* path, const std::string& body)
{
    const acs::control_reply reply = server().control(method, path, body);
    if (reply.status != 200)
        throw std::runtime_error("control interface: " + reply.body);
    return boost::json::parse(reply.body);
}

void soak_stage::wait_for(const char* what, soak_random& random, const std::function<bool()>& condition)
{
    constexpr auto patience = 3min;
    const auto limit = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > limit)
            throw std::runtime_error(std::string("the soak waits in vain for ") + what);
        step(random);
    }
}

int soak_stage::open_connections()
{
    return control("GET", "stats").at("connections").at("open").to_number<int>();
}

void soak_stage::wait_for_end(soak_random& random)
{
    wait_for("the connections' end", random, [&] { return open_connections() == 0; });
    wait_for("the end of all waits", random, [&] { return pending_waits() == 0; });
}
