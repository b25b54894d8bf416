#include "emulator/signature/digest.hpp"

#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace acs::emulation {

namespace {

struct free_digest
{
    void operator()(EVP_MD* p) const { EVP_MD_free(p); }
    void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
};

std::string digest(const EVP_MD* algorithm, EVP_MD_CTX* context, std::string_view bytes)
{
    std::string result(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
    if (EVP_DigestInit_ex2(context, algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(result.data()), nullptr) != 1)
        throw std::runtime_error("OpenSSL can't compute a digest");
    return result;
}

} // namespace

std::string sha256(std::string_view bytes)
{
    // Fetched once: a look-up by name costs more than hashing a small body.
    thread_local const std::unique_ptr<EVP_MD, free_digest> algorithm(
        EVP_MD_fetch(nullptr, "SHA256", nullptr));
    thread_local const std::unique_ptr<EVP_MD_CTX, free_digest> context(EVP_MD_CTX_new());
    return digest(algorithm.get(), context.get(), bytes);
}

std::string sha1(std::string_view bytes)
{
    const std::unique_ptr<EVP_MD_CTX, free_digest> context(EVP_MD_CTX_new());
    return digest(EVP_sha1(), context.get(), bytes);
}

std::string upper_hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace acs::emulation
