#include "emulator/tokens/hs256_signer.hpp"

#include "emulator/signature/digest.hpp"

namespace acs::emulation {

// The key is named by the digest of a code made with it: a digest of the key itself would say something about
// it.
hs256_signer::hs256_signer(std::string_view key)
    : key_(key), header_(make_header("HS256", sha1(key_.code("key name"))))
{}

} // namespace acs::emulation
