#ifndef ACS_EMULATOR_ENTRA_FORM_FIELDS_HPP
#define ACS_EMULATOR_ENTRA_FORM_FIELDS_HPP

#include "emulator/protocol/exchange.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::emulation {

/// The fields of an `application/x-www-form-urlencoded` body.
class form_fields
{
public:
    explicit form_fields(std::string_view body);
    /// Those of a request; none if its Content-Type doesn't say that it is a form.
    static form_fields of(const request& received);

    /// The first field of this name; nothing if it is missing or empty.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    /// Takes the client's id and secret from `Authorization: Basic`, which OAuth 2.0 allows in place of the
    /// fields `client_id` and `client_secret`. A field that is there stays.
    void add_basic(const request& received);

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

} // namespace acs::emulation

#endif
