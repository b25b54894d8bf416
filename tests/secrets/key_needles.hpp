#ifndef TESTS_SECRETS_KEY_NEEDLES_HPP
#define TESTS_SECRETS_KEY_NEEDLES_HPP

#include "memory_scan.hpp"

#include <string_view>

// Has an access key looked for in every form that it takes on its way through HMAC-SHA256: the text, the
// bytes, the bytes in the two pads as they are and as SHA-256's words, and the two states that the pads lead
// to.
void look_for_key(memory_scan& scan, std::string_view base64_key);

#endif
