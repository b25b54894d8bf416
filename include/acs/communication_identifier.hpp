#ifndef ACS_COMMUNICATION_IDENTIFIER_HPP
#define ACS_COMMUNICATION_IDENTIFIER_HPP

#include <acs/communication_user.hpp>
#include <acs/identifier_kind.hpp>
#include <acs/microsoft_teams_app.hpp>
#include <acs/microsoft_teams_user.hpp>
#include <acs/phone_number_identifier.hpp>
#include <acs/result.hpp>
#include <acs/teams_extension_user.hpp>
#include <acs/unknown_identifier.hpp>

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace acs {

/**
 * \brief Who takes part in a communication: one of six kinds.
 * \details The \ref raw_id names a participant of any kind in one text that doesn't change: the key for a
 * database, and what \ref from_raw_id makes an identifier of again.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class communication_identifier
{
public:
    /// One of the kinds, in the order of \ref identifier_kind.
    using alternatives = std::variant<
        communication_user, phone_number_identifier, microsoft_teams_user, microsoft_teams_app,
        teams_extension_user, unknown_identifier>;

    /// Nobody: unknown, with an empty raw id.
    communication_identifier() : who_(unknown_identifier()) {}
    /// An identity of the resource.
    communication_identifier(communication_user who) : who_(std::move(who)) {}
    /// A phone number.
    communication_identifier(phone_number_identifier who) : who_(std::move(who)) {}
    /// A Teams user.
    communication_identifier(microsoft_teams_user who) : who_(std::move(who)) {}
    /// A Teams application.
    communication_identifier(microsoft_teams_app who) : who_(std::move(who)) {}
    /// A Teams user by a resource.
    communication_identifier(teams_extension_user who) : who_(std::move(who)) {}
    /// Somebody of another kind.
    communication_identifier(unknown_identifier who) : who_(std::move(who)) {}

    /**
     * \brief The identifier of a raw id.
     * \details A raw id of no known format is an \ref unknown_identifier, so that ids of future kinds work.
     * Its \ref raw_id is always the text that was given.
     * \param raw_id such as `8:acs:...`, `4:+14255550123`, `8:orgid:...`; case counts
     * \return `errc::invalid_argument` if it is empty: a missing column, and nobody's id
     */
    static result<communication_identifier> from_raw_id(std::string raw_id);

    /// Which of the kinds it is.
    identifier_kind kind() const noexcept { return static_cast<identifier_kind>(who_.index()); }
    /// The raw id.
    const std::string& raw_id() const& noexcept;
    /// The same of an object that isn't needed any more.
    std::string raw_id() && { return std::as_const(*this).raw_id(); }

    /// The identifier as this kind, such as `get_if<acs::phone_number_identifier>()`; null if it is another.
    /// Valid as long as this object is neither changed nor destroyed.
    template <class Kind>
    const Kind* get_if() const& noexcept
    {
        return std::get_if<Kind>(&who_);
    }
    /// Not of a temporary: the pointer would be of no use.
    template <class Kind>
    const Kind* get_if() const&& = delete;
    /// Calls `visitor` with the identifier as what it is, and returns what it returns.
    template <class Visitor>
    decltype(auto) visit(Visitor&& visitor) const
    {
        return std::visit(std::forward<Visitor>(visitor), who_);
    }
    /// The identifier as a variant.
    const alternatives& as_variant() const& noexcept { return who_; }
    /// The same of an object that isn't needed any more.
    alternatives as_variant() && { return std::move(who_); }

    /// Equal if kind and raw id are equal.
    friend bool operator==(const communication_identifier& a, const communication_identifier& b) noexcept
    {
        return a.kind() == b.kind() && a.raw_id() == b.raw_id();
    }
    /// In the order of the raw ids, as in a database's index; of equal ones in the order of the kinds.
    friend std::strong_ordering operator<=>(
        const communication_identifier& a, const communication_identifier& b) noexcept
    {
        const std::strong_ordering by_raw_id = a.raw_id() <=> b.raw_id();
        return std::is_neq(by_raw_id) ? by_raw_id : a.kind() <=> b.kind();
    }

private:
    alternatives who_;
};

/**
 * \brief The identifier in JSON, as the services' REST API takes it.
 * \details An object with `rawId` and, if the kind is known, one member named as the kind. Text that isn't
 * UTF-8 stays as it is.
 */
std::string to_json(const communication_identifier& who);

/**
 * \brief Reads an identifier from JSON, as the services' REST API gives it.
 * \details A `kind` that is there decides, otherwise which member is there. A kind without its member, and a
 * kind that isn't known, give an \ref unknown_identifier of the `rawId`. Members that aren't known are passed
 * over, null counts as missing, and of members with the same name the last counts. Whether a phone number is
 * anonymous and its asserted id follow from `rawId`.
 * \param json an object; at most 100 levels deep
 * \return `errc::invalid_argument` if it is not JSON, not an object, has the members of more than one kind,
 * or misses a property that its kind requires; the text names property and kind
 */
result<communication_identifier> identifier_from_json(std::string_view json);

} // namespace acs

template <>
struct std::hash<acs::communication_identifier>
{
    std::size_t operator()(const acs::communication_identifier& who) const noexcept
    {
        return std::hash<std::string>()(who.raw_id());
    }
};

#endif
