#include "emulator/protocol/service_error.hpp"

#include "emulator/encoding/json_text.hpp"

#include <boost/json.hpp>

namespace acs::emulation {

std::string error_envelope(const service_error& error)
{
    boost::json::object inner{{"code", error.code}, {"message", error.message}};
    if (!error.target.empty())
        inner["target"] = error.target;
    return json_text(boost::json::object{{"error", std::move(inner)}});
}

} // namespace acs::emulation
