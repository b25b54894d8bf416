#include "emulator/signature/access_key.hpp"

#include "emulator/encoding/base64.hpp"

#include <openssl/rand.h>
#include <stdexcept>
#include <string>

namespace acs::emulation {

secret make_access_key()
{
    char random[32];
    if (RAND_bytes(reinterpret_cast<unsigned char*>(random), sizeof random) != 1)
        throw std::runtime_error("cannot make a random access key");
    return secret(base64_encode(std::string_view(random, sizeof random)));
}

void check_access_key(const secret& key)
{
    const auto bytes = base64_decode(key.reveal());
    if (!bytes || bytes->empty())
        throw std::invalid_argument("the access key is not base64");
}

} // namespace acs::emulation
