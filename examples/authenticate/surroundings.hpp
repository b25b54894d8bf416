#ifndef EXAMPLES_AUTHENTICATE_SURROUNDINGS_HPP
#define EXAMPLES_AUTHENTICATE_SURROUNDINGS_HPP

#include "azure_stand_in.hpp"

#include <acs/client_options.hpp>
#include <acs/entra_options.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>

// Where the example runs: at the resource of COMMUNICATION_SERVICES_ENDPOINT with this process's environment,
// or at an emulator with one of its own.
class surroundings
{
public:
    surroundings()
    {
        const char* endpoint = std::getenv("COMMUNICATION_SERVICES_ENDPOINT");
        if (endpoint && *endpoint)
            endpoint_ = endpoint;
        else
            endpoint_ = stand_in_.emplace().endpoint();
    }

    bool is_emulated() const { return stand_in_.has_value(); }

    acs::entra_options entra_options() const
    {
        acs::entra_options options;
        if (stand_in_) // in this process: not through a proxy of the environment
            options.environment(stand_in_->environment()).ca_file(stand_in_->ca_file()).proxy("");
        return options;
    }

    acs::client_options client_options(std::shared_ptr<acs::credential> credential) const
    {
        auto options = acs::client_options::with_credential(endpoint_, std::move(credential)).value();
        if (stand_in_)
            options.ca_file(stand_in_->ca_file()).proxy("");
        return options;
    }

private:
    std::string endpoint_;
    std::optional<azure_stand_in> stand_in_;
};

#endif
