#ifndef ACS_EMULATOR_IDENTITY_STORE_HPP
#define ACS_EMULATOR_IDENTITY_STORE_HPP

#include "emulator/guid.hpp"
#include "emulator/scope_names.hpp"

#include <acs/time_source.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace acs::emulation {

/// The identities of one resource. Identities are known by the second half of their id.
class identity_store
{
public:
    struct record
    {
        std::uint64_t revoked_up_to = 0; ///< tokens with numbers up to this one are not valid
        // The token issued last, so that a fault can repeat it.
        std::uint64_t last_number = 0; ///< 0: none yet
        wall_time last_issued;
        wall_time last_expires;
        scope_bits last_scopes = 0;
    };

    enum class ownership
    {
        ours,
        foreign, ///< the id of another resource
        malformed,
    };
    struct parsed_id
    {
        ownership owner = ownership::malformed;
        guid user;
    };

    identity_store(const guid& resource, std::uint64_t seed) : resource_(resource), seed_(seed) {}

    const guid& resource() const { return resource_; }
    /// `8:acs:<resource>_<user>`, 79 characters.
    std::string id_of(const guid& user) const;
    parsed_id parse(std::string_view id) const;

    /// \param token_number the last one that was given out: no token up to here can be one of this identity.
    guid create(std::uint64_t token_number);
    record* find(const guid& user);
    bool erase(const guid& user) { return records_.erase(user) != 0; }
    std::size_t size() const { return records_.size(); }
    /// Forgets all identities. Their ids are never given out again.
    void clear() { records_.clear(); }

    // For saving and loading.
    const std::unordered_map<guid, record, guid_hash>& all() const { return records_; }
    std::uint64_t created() const { return created_; }
    void restore(const guid& resource, std::uint64_t created)
    {
        resource_ = resource;
        created_ = created;
    }
    void insert(const guid& user, const record& value) { records_.insert_or_assign(user, value); }

private:
    guid draw();

    guid resource_;
    std::uint64_t seed_;
    std::uint64_t created_ = 0;
    std::unordered_map<guid, record, guid_hash> records_;
};

} // namespace acs::emulation

#endif
