#ifndef ACS_EMULATOR_CONTROL_READER_HPP
#define ACS_EMULATOR_CONTROL_READER_HPP

#include "emulator/control/control_error.hpp"

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/**
 * \brief Takes the members of a control request one by one; complains about what is wrong and what is left
 * over. \details Case, `_` and `-` in names don't matter. `null` is as good as missing. Failures are \ref
 * control_error.
 */
class control_reader
{
public:
    static constexpr std::int64_t most_seconds = 3'153'600'000; ///< that a member may have: a century

    /// \param what the thing that is read, for messages.
    control_reader(const boost::json::value& source, std::string what);

    /// The value; null if the member is missing.
    const boost::json::value* take_even_null(std::string_view name);
    /// The value; null if the member is missing or `null`.
    const boost::json::value* take(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<double> number(std::string_view name, double least, double most);
    std::optional<std::string> text(std::string_view name);
    std::optional<bool> boolean(std::string_view name);

    /// \throws control_error if there are members that nobody took.
    void refuse_the_rest() const;

    [[noreturn]] void fail(std::string_view name, std::string_view what_is_wrong) const;

private:
    const boost::json::object* object_;
    std::string what_;
    std::vector<std::string_view> taken_; // keys of object_
};

} // namespace acs::emulation

#endif
