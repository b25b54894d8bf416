#ifndef ACS_RESULT_HPP
#define ACS_RESULT_HPP

#include <acs/error.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>
#include <string>

namespace acs {

/**
 * \brief What every operation gives: a value, or the \ref error.
 * \details Failing costs no throw. `.value()` throws \ref request_failed, for those who prefer exceptions.
 */
template <class T>
using result = boost::system::result<T, error>;

/// Thrown by `result::value()` when there is no value.
class request_failed : public boost::system::system_error
{
public:
    explicit request_failed(acs::error why);
    request_failed(const request_failed&);
    request_failed& operator=(const request_failed&);
    ~request_failed()
        override; // in the library, so that not every file of a program has a copy of the class's tables

    /// The whole error.
    const acs::error& error() const noexcept { return error_; }
    /// The error's message.
    const char* what() const noexcept override;

private:
    acs::error error_;
    std::string what_;
};

/// Found by `boost::system::result` when `.value()` has none.
[[noreturn]] void throw_exception_from_error(const error& why, const boost::source_location& where);

} // namespace acs

#endif
