#ifndef ACS_EMULATOR_ACCESS_ASSIGNMENT_STORE_HPP
#define ACS_EMULATOR_ACCESS_ASSIGNMENT_STORE_HPP

#include "emulator/operations/assignment.hpp"

#include <map>
#include <utility>

namespace acs::emulation {

/// Assignments of one kind, in the order of their keys.
template <typename Key>
class assignment_store
{
public:
    /// Null if there is none.
    const assignment* find(const Key& key) const
    {
        const auto found = assignments_.find(key);
        return found == assignments_.end() ? nullptr : &found->second;
    }
    /// True if it is new, false if it took the place of another.
    bool set(const Key& key, assignment value)
    {
        return assignments_.insert_or_assign(key, std::move(value)).second;
    }
    bool erase(const Key& key) { return assignments_.erase(key) != 0; }
    void clear() { assignments_.clear(); }
    const std::map<Key, assignment>& all() const { return assignments_; }

private:
    std::map<Key, assignment> assignments_;
};

/// By tenant and object: an object id is one of a tenant.
using teams_extension_assignment_store = assignment_store<std::pair<guid, guid>>;
/// By object: the tenant is only a property here.
using entra_assignment_store = assignment_store<guid>;

} // namespace acs::emulation

#endif
