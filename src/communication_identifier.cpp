#include "wire/raw_id.hpp"

#include <acs/communication_identifier.hpp>

#include <algorithm>

namespace acs {

namespace {

// resource_tenant_user; with any other number of parts it is a communication user, as before there were Teams
// extension users.
communication_identifier extension_or_communication_user(
    std::string raw_id, std::string_view rest, communication_cloud cloud)
{
    if (std::count(rest.begin(), rest.end(), '_') != 2)
        return communication_user(std::move(raw_id));
    const std::size_t first = rest.find('_');
    const std::size_t last = rest.rfind('_');
    std::string resource(rest.substr(0, first));
    std::string tenant(rest.substr(first + 1, last - first - 1));
    std::string user(rest.substr(last + 1));
    return teams_extension_user(
        std::move(user), std::move(tenant), std::move(resource), std::move(cloud), std::move(raw_id));
}

} // namespace

result<communication_identifier> communication_identifier::from_raw_id(std::string raw_id)
{
    if (raw_id.empty()) {
        error_details details;
        details.what = "the raw id is empty";
        return error(errc::invalid_argument, std::move(details));
    }
    if (raw_id.starts_with(wire::phone_number_prefix)) {
        std::string number = raw_id.substr(wire::phone_number_prefix.size());
        return phone_number_identifier(std::move(number), std::move(raw_id));
    }
    const wire::raw_id_prefix* prefix = wire::find_raw_id_prefix(raw_id);
    if (!prefix)
        return unknown_identifier(std::move(raw_id));
    std::string rest = raw_id.substr(prefix->text.size());
    communication_cloud cloud(prefix->cloud);
    switch (prefix->kind) {
    case identifier_kind::microsoft_teams_user:
        return prefix->anonymous
                   ? microsoft_teams_user::anonymous(std::move(rest), std::move(cloud), std::move(raw_id))
                   : microsoft_teams_user(std::move(rest), std::move(cloud), std::move(raw_id));
    case identifier_kind::microsoft_teams_app:
        return microsoft_teams_app(std::move(rest), std::move(cloud), std::move(raw_id));
    case identifier_kind::teams_extension_user:
        return extension_or_communication_user(std::move(raw_id), rest, std::move(cloud));
    default:
        return communication_user(std::move(raw_id));
    }
}

const std::string& communication_identifier::raw_id() const& noexcept
{
    return std::visit([](const auto& who) -> const std::string& { return who.raw_id(); }, who_);
}

} // namespace acs
