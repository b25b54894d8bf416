#include "entra/managed_identity_source.hpp"

#include "entra/app_service_source.hpp"
#include "entra/arc_source.hpp"
#include "entra/cloud_shell_source.hpp"
#include "entra/imds_source.hpp"
#include "wire/make_error.hpp"

#include <utility>

namespace acs::entra {

namespace {

std::optional<error> check_identity(const surroundings& where, const managed_identity_id& identity)
{
    if (identity.named_by() != managed_identity_id::naming::system_assigned && identity.value().empty())
        return wire::make_error(errc::invalid_argument, "the managed identity's id is empty");
    if (app_service_source::is_there(where, app_service_source::of_2019) &&
        where.variable("IDENTITY_SERVER_THUMBPRINT"))
        return wire::make_error(
            errc::credential_unavailable,
            "the managed identities of Service Fabric are not supported: their endpoint has a certificate "
            "that no authority vouches for");
    return std::nullopt;
}

std::shared_ptr<source> choose(
    const surroundings& where, const managed_identity_id& identity, managed_identity_source::role played)
{
    for (const auto* spoken : {&app_service_source::of_2019, &app_service_source::of_2017})
        if (app_service_source::is_there(where, *spoken))
            return std::make_shared<app_service_source>(where, identity, *spoken);
    if (cloud_shell_source::is_there(where))
        return std::make_shared<cloud_shell_source>(where, identity);
    if (arc_source::is_there(where))
        return std::make_shared<arc_source>(where, identity);
    return std::make_shared<imds_source>(where, identity, played == managed_identity_source::role::in_chain);
}

} // namespace

managed_identity_source::managed_identity_source(
    const surroundings& where, managed_identity_id identity, role played)
    : where_(where), identity_(std::move(identity)), broken_(check_identity(where, identity_))
{
    if (!broken_)
        endpoint_ = choose(where, identity_, played);
}

boost::asio::awaitable<result<wire::issued_token>> managed_identity_source::fetch(entra_token_request request)
{
    if (broken_)
        co_return *broken_;
    co_return co_await endpoint_->fetch(std::move(request));
}

std::shared_ptr<source> managed_identity_source::for_chain() const
{
    return std::make_shared<managed_identity_source>(where_, identity_, role::in_chain);
}

} // namespace acs::entra
