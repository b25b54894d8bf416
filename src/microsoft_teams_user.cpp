#include "wire/raw_id.hpp"

#include <acs/microsoft_teams_user.hpp>

namespace acs {

namespace {

std::string raw_id_of(std::string_view user_id, const communication_cloud& cloud, bool anonymous)
{
    return wire::make_raw_id(identifier_kind::microsoft_teams_user, cloud, anonymous, user_id);
}

} // namespace

microsoft_teams_user::microsoft_teams_user(std::string user_id, communication_cloud cloud, std::string raw_id)
    : user_id_(std::move(user_id)), cloud_(std::move(cloud)),
      raw_id_(raw_id.empty() ? raw_id_of(user_id_, cloud_, false) : std::move(raw_id))
{}

microsoft_teams_user microsoft_teams_user::anonymous(
    std::string user_id, communication_cloud cloud, std::string raw_id)
{
    if (raw_id.empty())
        raw_id = raw_id_of(user_id, cloud, true);
    microsoft_teams_user made(std::move(user_id), std::move(cloud), std::move(raw_id));
    made.is_anonymous_ = true;
    return made;
}

} // namespace acs
