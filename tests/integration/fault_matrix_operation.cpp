#include "fault_matrix_operation.hpp"

#include <cstddef>

using acs::errc;
using acs::operation;

std::vector<fault_matrix_operation> fault_matrix_operation::all()
{
    std::vector<fault_matrix_operation> list;
    for (std::size_t i = 0; i < acs::operation_count; ++i)
        list.push_back(fault_matrix_operation(static_cast<operation>(i)));
    list.push_back(fault_matrix_operation(operation::create_user, true));
    list.push_back(fault_matrix_operation(operation::create_user_and_token, true));
    return list;
}

std::string fault_matrix_operation::name() const
{
    return std::string(to_string(value_)) + (has_custom_id_ ? " with a custom id" : "");
}

bool fault_matrix_operation::is_newer() const
{
    return value_ > operation::delete_user || has_custom_id_;
}

bool fault_matrix_operation::makes_identity() const
{
    return value_ == operation::create_user || value_ == operation::create_user_and_token;
}

bool fault_matrix_operation::is_dated() const
{
    return value_ != operation::get_token_for_teams_extension_user &&
           value_ != operation::get_token_for_entra_user;
}

errc fault_matrix_operation::unauthorised() const
{
    return is_dated() ? errc::authentication_failed : errc::invalid_entra_token;
}

errc fault_matrix_operation::not_found() const
{
    switch (value_) {
    case operation::get_token:
    case operation::revoke_tokens:
    case operation::delete_user:
    case operation::get_user:
        return errc::identity_not_found;
    case operation::get_teams_extension_assignment:
    case operation::delete_teams_extension_assignment:
        return errc::assignment_not_found;
    default: // it looks nothing up
        return errc::request_rejected;
    }
}
