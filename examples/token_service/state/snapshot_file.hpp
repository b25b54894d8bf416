#ifndef EXAMPLES_TOKEN_SERVICE_STATE_SNAPSHOT_FILE_HPP
#define EXAMPLES_TOKEN_SERVICE_STATE_SNAPSHOT_FILE_HPP

#include <acs/secret.hpp>
#include <acs/token_cache.hpp>

#include <string>

namespace token_service {

/// Carries the tokens over a restart, encrypted. What goes wrong is said on standard error and costs calls,
/// not more: the tokens are fetched again.
class snapshot_file
{
public:
    snapshot_file(std::string path, acs::secret key);

    /// One that can't be used is put aside, so that the next does not overwrite it.
    void load(acs::token_cache& into) const;
    void save(acs::token_cache& from) const;

private:
    const std::string path_;
    const acs::secret key_;
};

} // namespace token_service

#endif
