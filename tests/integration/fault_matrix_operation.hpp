#ifndef TESTS_INTEGRATION_FAULT_MATRIX_OPERATION_HPP
#define TESTS_INTEGRATION_FAULT_MATRIX_OPERATION_HPP

#include <acs/errc.hpp>
#include <acs/operation.hpp>

#include <string>
#include <vector>

/// An operation of the fault matrix, and what it promises. Creating is there twice: with a custom id it is
/// another thing.
class fault_matrix_operation
{
public:
    /// Those of 2023-10-01 first.
    static std::vector<fault_matrix_operation> all();

    acs::operation value() const { return value_; }
    bool has_custom_id() const { return has_custom_id_; }
    std::string name() const;

    /// Whether it takes an api-version that has more than 2023-10-01.
    bool is_newer() const;
    /// Whether it makes a new identity each time it is carried out. Anything else may be repeated.
    bool creates() const { return makes_identity() && !has_custom_id_; }
    /// Whether it makes an identity at all.
    bool makes_identity() const;
    /// Whether the request has a date, which the service's clock may disagree with. A person's token has
    /// none.
    bool is_dated() const;

    /// What a 401 is called, if it isn't about the clock.
    acs::errc unauthorised() const;
    /// What a 404 is called.
    acs::errc not_found() const;

    friend bool operator==(const fault_matrix_operation&, const fault_matrix_operation&) = default;

private:
    explicit fault_matrix_operation(acs::operation value, bool has_custom_id = false)
        : value_(value), has_custom_id_(has_custom_id)
    {}

    acs::operation value_;
    bool has_custom_id_;
};

#endif
