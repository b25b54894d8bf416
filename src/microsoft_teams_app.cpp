#include "wire/raw_id.hpp"

#include <acs/microsoft_teams_app.hpp>

namespace acs {

microsoft_teams_app::microsoft_teams_app(std::string app_id, communication_cloud cloud, std::string raw_id)
    : app_id_(std::move(app_id)), cloud_(std::move(cloud)),
      raw_id_(
          raw_id.empty() ? wire::make_raw_id(identifier_kind::microsoft_teams_app, cloud_, false, app_id_)
                         : std::move(raw_id))
{}

} // namespace acs
