#include "wire/raw_id.hpp"

#include <acs/teams_extension_user.hpp>

namespace acs {

teams_extension_user::teams_extension_user(
    std::string user_id, std::string tenant_id, std::string resource_id, communication_cloud cloud,
    std::string raw_id)
    : user_id_(std::move(user_id)), tenant_id_(std::move(tenant_id)), resource_id_(std::move(resource_id)),
      cloud_(std::move(cloud)), raw_id_(std::move(raw_id))
{
    if (raw_id_.empty())
        raw_id_ = wire::make_raw_id(
            identifier_kind::teams_extension_user, cloud_, false,
            resource_id_ + '_' + tenant_id_ + '_' + user_id_);
}

} // namespace acs
