#ifndef EXAMPLES_DEMO_RESOURCE_HPP
#define EXAMPLES_DEMO_RESOURCE_HPP

#include <acs/client_options.hpp>
#include <acs/emulator.hpp>

#include <cstdlib>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

// What the short examples talk to: the resource in COMMUNICATION_SERVICES_CONNECTION_STRING, or an emulator
// of their own, which can be told to fail.
class demo_resource
{
public:
    explicit demo_resource(acs::emulator_options emulated = acs::emulator_options())
        : configured_(std::getenv("COMMUNICATION_SERVICES_CONNECTION_STRING"))
    {
        if (!configured_)
            emulator_.emplace(std::move(emulated));
    }

    bool is_emulated() const { return emulator_.has_value(); }

    acs::client_options options() const
    {
        if (configured_)
            return acs::client_options::from_connection_string(configured_).value();
        auto made = acs::client_options::from_connection_string(emulator_->connection_string()).value();
        made.ca_file(emulator_->ca_file())
            .proxy(""); // in this process: not through a proxy of the environment
        return made;
    }

    // For co_spawn: what a coroutine throws comes out of the context's run().
    static void rethrow(std::exception_ptr thrown)
    {
        if (thrown)
            std::rethrow_exception(thrown);
    }

    // From now on the emulator fails as this rule of its fault plan says (docs/emulator.md).
    // Nothing happens to a real resource.
    void fail(std::string_view rule)
    {
        if (emulator_ && emulator_->control("POST", "faults", rule).status != 200)
            throw std::invalid_argument("not a rule of the emulator's fault plan");
    }

private:
    const char* configured_;
    std::optional<acs::emulator> emulator_;
};

#endif
