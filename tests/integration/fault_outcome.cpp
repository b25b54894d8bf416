#include "fault_outcome.hpp"

std::string fault_outcome::text() const
{
    std::string made = "success";
    if (error) {
        made = acs::to_string(*error);
        if (made.empty())
            made = "errc " + std::to_string(static_cast<int>(*error));
    }
    return made + ", " + std::to_string(requests) + " requests, " + std::to_string(opened) + " opened, " +
           std::to_string(left) + " left";
}
