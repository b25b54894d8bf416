// A certificate with its key, from a file that anybody may have written: it can sign, or the error shows
// nothing of the text. The corpus has the key of RFC 7515, appendix A.3.

#include "fuzz/require.hpp"
#include "wire/signing_certificate.hpp"

#include <cstdint>
#include <string_view>

using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = acs::wire::signing_certificate::parse(text, "");
    if (!read) {
        require(read.error() == acs::errc::credential_failed, "the error says what it is");
        const std::string said = read.error().message();
        for (std::size_t i = 0; i + 16 <= size; ++i) // what looks like base64
            if (text.substr(i, 16).find_first_of(" -\n") == std::string_view::npos)
                require(said.find(text.substr(i, 16)) == std::string::npos, "nothing of it is shown");
        return 0;
    }
    require(!read->chain().empty(), "there is a certificate");
    require(read->thumbprint().size() == 20 && read->thumbprint_sha256().size() == 32, "it has thumbprints");
    require(read->sign("text", false).has_value(), "the key signs");
    return 0;
}
