#ifndef ACS_WIRE_MAKE_ERROR_HPP
#define ACS_WIRE_MAKE_ERROR_HPP

#include <acs/error.hpp>

#include <exception>
#include <string>
#include <utility>

namespace acs::wire {

// An error of which no more is known than a sentence.
inline error make_error(errc code, std::string what = {})
{
    error_details details;
    details.what = std::move(what);
    return {code, std::move(details)};
}

// The same of something that was thrown, by code that isn't ours or for want of memory.
inline error make_error(errc code, const std::exception_ptr& thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& exception) {
        return make_error(code, *exception.what() ? exception.what() : "it threw an exception without text");
    } catch (...) {
        return make_error(code, "it threw something that is no std::exception");
    }
}

} // namespace acs::wire

#endif
