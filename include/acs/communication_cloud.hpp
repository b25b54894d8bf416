#ifndef ACS_COMMUNICATION_CLOUD_HPP
#define ACS_COMMUNICATION_CLOUD_HPP

#include <optional>
#include <string>
#include <string_view>

namespace acs {

/**
 * \brief The cloud that a Teams user or app belongs to.
 * \details The list is open: a name that this version of the library doesn't know, of a future cloud, is kept
 * as it is, differs from all others, and is written to JSON again. That is why it is a class and not an
 * enumeration. Names are case sensitive, as raw ids are.
 * \par Thread safety
 * Distinct objects: safe. Shared object: const functions are safe.
 */
class communication_cloud
{
public:
    static const communication_cloud public_cloud; ///< `public`
    static const communication_cloud dod;          ///< `dod`, of the United States Department of Defense
    static const communication_cloud gcch;         ///< `gcch`, Government Community Cloud High

    /// The public cloud.
    constexpr communication_cloud() noexcept : communication_cloud(known_name{"public"}) {}
    /// The cloud of this name in JSON. The names of the constants give what is equal to the constants.
    explicit communication_cloud(std::string_view name);

    /// The name in JSON. The view is valid as long as this object is neither changed nor destroyed.
    std::string_view name() const noexcept { return other_ ? std::string_view(*other_) : known_; }

    friend bool operator==(const communication_cloud&, const communication_cloud&) = default;

private:
    struct known_name
    {
        std::string_view text;
    };
    constexpr explicit communication_cloud(known_name name) noexcept : known_(name.text) {}

    std::string_view known_; // a literal; empty for other names
    std::optional<std::string> other_;
};

} // namespace acs

#endif
