#ifndef ACS_UNKNOWN_IDENTIFIER_HPP
#define ACS_UNKNOWN_IDENTIFIER_HPP

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace acs {

/**
 * \brief Somebody of a kind that this version of the library doesn't know: the raw id alone.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class unknown_identifier
{
public:
    /// Nobody.
    unknown_identifier() = default;
    /// Who has this raw id.
    explicit unknown_identifier(std::string id) : raw_id_(std::move(id)) {}

    /// The raw id.
    const std::string& id() const noexcept { return raw_id_; }
    /// The same as \ref id: what all kinds of identifiers have.
    const std::string& raw_id() const noexcept { return raw_id_; }

    /// Equal if the raw ids are equal.
    friend bool operator==(const unknown_identifier& a, const unknown_identifier& b) noexcept
    {
        return a.raw_id_ == b.raw_id_;
    }
    /// In the order of the raw ids.
    friend std::strong_ordering operator<=>(const unknown_identifier& a, const unknown_identifier& b) noexcept
    {
        return a.raw_id_ <=> b.raw_id_;
    }

private:
    std::string raw_id_;
};

} // namespace acs

template <>
struct std::hash<acs::unknown_identifier>
{
    std::size_t operator()(const acs::unknown_identifier& who) const noexcept
    {
        return std::hash<std::string>()(who.raw_id());
    }
};

#endif
