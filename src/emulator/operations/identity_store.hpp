#ifndef ACS_EMULATOR_IDENTITY_STORE_HPP
#define ACS_EMULATOR_IDENTITY_STORE_HPP

#include "emulator/encoding/guid.hpp"
#include "emulator/protocol/scope_names.hpp"

#include <acs/time_source.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
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
        std::uint64_t last_number = 0; ///< 0: none yet in this run
        wall_time last_issued;         ///< the epoch: none yet, in earlier runs neither
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
    bool erase(const guid& user);
    std::size_t size() const { return records_.size(); }
    /// Forgets all identities. Their ids are never given out again.
    void clear();

    /// The identity that has this id of the caller's own.
    std::optional<guid> find_custom(const std::string& custom_id) const;
    /// The caller's own id of the identity; null if it has none.
    const std::string* custom_id_of(const guid& user) const;
    /// Neither the identity nor any other may have such an id so far.
    void set_custom_id(const guid& user, const std::string& custom_id);

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
    // Apart from the records, for most identities have no id of the caller's own.
    std::unordered_map<std::string, guid> by_custom_id_;
    std::unordered_map<guid, std::string, guid_hash> custom_ids_;
};

} // namespace acs::emulation

#endif
