// A certificate with its key, from a file that anybody may have written: it can sign, or the error shows
// nothing of the text. The corpus has the key of RFC 7515, appendix A.3.

#include "fuzz/require.hpp"
#include "wire/signing_certificate.hpp"

#include <cstdint>
#include <string_view>

using fuzz::require;

namespace {

// Not the words of the error itself, which the fuzzer learns: few of those have a digit.
bool looks_like_base64(std::string_view text)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    return text.find_first_not_of(alphabet) == std::string_view::npos &&
           text.find_first_of("0123456789+") != std::string_view::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = acs::wire::signing_certificate::parse(text, "");
    if (!read) {
        require(read.error() == acs::errc::credential_failed, "the error says what it is");
        const std::string said = read.error().message();
        for (std::size_t i = 0; i + 16 <= size; ++i)
            if (looks_like_base64(text.substr(i, 16)))
                require(said.find(text.substr(i, 16)) == std::string::npos, "nothing of it is shown");
        return 0;
    }
    require(!read->chain().empty(), "there is a certificate");
    require(read->thumbprint().size() == 20 && read->thumbprint_sha256().size() == 32, "it has thumbprints");
    require(read->sign("text", false).has_value(), "the key signs");
    return 0;
}
