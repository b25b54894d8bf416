#ifndef ACS_EMULATOR_SIGNED_HEADERS_HPP
#define ACS_EMULATOR_SIGNED_HEADERS_HPP

#include "emulator/protocol/exchange.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acs::emulation {

/// The names listed in the `SignedHeaders=` part of a credential. Refers to the text it was made from.
class signed_headers
{
public:
    /// Nothing is listed.
    signed_headers() = default;
    /// \param list the names, separated by semicolons.
    explicit signed_headers(std::string_view list);

    const std::vector<std::string_view>& names() const { return names_; }
    bool contains(std::string_view name) const;
    /// How often a name is listed.
    std::size_t count(std::string_view name) const;

    /// The list for people to read, see \ref shown.
    std::string shown(const header_fields& present) const;
    /// A name as it is if the request has such a header or ought to; of any other text only the length, for
    /// it may be a secret that was put into the wrong place.
    static std::string shown(std::string_view name, const header_fields& present);

private:
    std::vector<std::string_view> names_;
};

} // namespace acs::emulation

#endif
