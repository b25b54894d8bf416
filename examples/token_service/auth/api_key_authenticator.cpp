#include "auth/api_key_authenticator.hpp"

#include <fstream>
#include <openssl/crypto.h>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace token_service {

api_key_authenticator::api_key_authenticator(const std::string& file)
{
    constexpr std::size_t shortest = 16;
    std::ifstream lines(file);
    if (!lines)
        throw std::runtime_error(file + ": the API keys can't be read");
    std::string line;
    for (unsigned number = 1; std::getline(lines, line); ++number) {
        std::istringstream words(line);
        std::string key, user, more;
        words >> key >> user >> more;
        OPENSSL_cleanse(line.data(), line.size());
        if (key.empty() || key.front() == '#')
            continue;
        const auto name = user_name::parse(user);
        if (key.size() < shortest || !name || !more.empty())
            throw std::runtime_error(
                file + ":" + std::to_string(number) + ": this is no line `KEY USER` with a key of at least " +
                std::to_string(shortest) + " characters and a user's name");
        if (!users_.try_emplace(hmac_sha256::hash(key), *name).second)
            throw std::runtime_error(file + ":" + std::to_string(number) + ": this key is there twice");
        OPENSSL_cleanse(key.data(), key.size());
    }
}

std::optional<caller> api_key_authenticator::authenticate(const http_request& request) const
{
    const std::string_view key = request["X-API-Key"];
    if (key.empty())
        return std::nullopt;
    const auto found = users_.find(hmac_sha256::hash(key));
    if (found == users_.end())
        return std::nullopt;
    return caller{found->second, false};
}

} // namespace token_service
