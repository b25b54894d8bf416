#ifndef ACS_PHONE_NUMBER_IDENTIFIER_HPP
#define ACS_PHONE_NUMBER_IDENTIFIER_HPP

#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief A phone number.
 * \details Whether it is anonymous, and its asserted id, follow from the raw id.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class phone_number_identifier
{
public:
    /// No phone number.
    phone_number_identifier() = default;
    /**
     * \brief A phone number.
     * \param number in E.164 format, such as `+14255550123`; it isn't checked and stays as it is
     * \param raw_id the raw id, where it is known; empty: `4:` and the number
     */
    explicit phone_number_identifier(std::string number, std::string raw_id = {})
        : number_(std::move(number)), raw_id_(raw_id.empty() ? "4:" + number_ : std::move(raw_id))
    {}

    /// The phone number, with its asserted id if it came with one.
    const std::string& number() const noexcept { return number_; }
    /// The raw id.
    const std::string& raw_id() const noexcept { return raw_id_; }
    /// True if the caller hides the number: only the raw id `4:anonymous` says so.
    bool is_anonymous() const noexcept { return raw_id_ == "4:anonymous"; }
    /// What tells participants with the same number apart: the text after the last `_` of a raw id that
    /// begins with `4:`. Nothing if there is no `_`, or nothing behind it.
    std::optional<std::string> asserted_id() const
    {
        const std::size_t separator = raw_id_.rfind('_');
        if (!raw_id_.starts_with("4:") || separator == std::string::npos || separator + 1 == raw_id_.size())
            return std::nullopt;
        return raw_id_.substr(separator + 1);
    }

    /// Equal if the raw ids are equal.
    friend bool operator==(const phone_number_identifier& a, const phone_number_identifier& b) noexcept
    {
        return a.raw_id_ == b.raw_id_;
    }
    /// In the order of the raw ids.
    friend std::strong_ordering operator<=>(
        const phone_number_identifier& a, const phone_number_identifier& b) noexcept
    {
        return a.raw_id_ <=> b.raw_id_;
    }

private:
    std::string number_;
    std::string raw_id_;
};

} // namespace acs

template <>
struct std::hash<acs::phone_number_identifier>
{
    std::size_t operator()(const acs::phone_number_identifier& phone) const noexcept
    {
        return std::hash<std::string>()(phone.raw_id());
    }
};

#endif
