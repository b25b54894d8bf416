#ifndef TESTS_INTEGRATION_SOAK_TASK_HPP
#define TESTS_INTEGRATION_SOAK_TASK_HPP

#include <acs/identity.hpp>

#include <string>
#include <string_view>

/// What a call of a soak is to do, and with whom.
struct soak_task
{
    /// Of all Entra tokens.
    static constexpr std::string_view application = "11111111-2222-3333-4444-555555555555";
    static constexpr std::string_view tenant = "99999999-8888-7777-6666-555555555555";

    acs::operation what = acs::operation::create_user;
    acs::communication_user user{}; ///< for the operations that are about one
    std::string custom_id{};        ///< what to create with, or what `user` was created with
    std::string object_id{};        ///< whose token or assignment it is
    acs::secret entra_token{};      ///< the person's

    bool has_custom_id() const { return !custom_id.empty(); }
    /// Whether each time it is carried out there is an identity more.
    bool creates() const { return makes_identity() && !has_custom_id(); }
    bool makes_identity() const
    {
        return what == acs::operation::create_user || what == acs::operation::create_user_and_token;
    }
    bool is_exchange() const
    {
        return what == acs::operation::get_token_for_teams_user ||
               what == acs::operation::get_token_for_teams_extension_user ||
               what == acs::operation::get_token_for_entra_user;
    }
    /// Follows from the object, so that others' answers are noticed.
    acs::teams_extension_principal principal() const
    {
        return object_id.ends_with('0') ? acs::teams_extension_principal::resource_account()
                                        : acs::teams_extension_principal::user();
    }
};

#endif
