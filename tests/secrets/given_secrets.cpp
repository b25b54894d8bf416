#include "given_secrets.hpp"

#include <openssl/crypto.h>
#include <stdexcept>
#include <unistd.h>

given_secrets::given_secrets() : text_(new char[room])
{
    while (size_ < room) {
        const ssize_t got = ::read(STDIN_FILENO, text_ + size_, room - size_);
        if (got <= 0)
            break;
        size_ += static_cast<std::size_t>(got);
    }
    if (proxy_password().empty())
        throw std::runtime_error("standard input must have five lines; tests/secrets/run.bash writes them");
}

given_secrets::~given_secrets()
{
    OPENSSL_cleanse(text_, room);
    delete[] text_;
}

std::string_view given_secrets::access_key() const
{
    constexpr std::string_view start = "accesskey=";
    const std::string_view text = connection_string();
    const auto at = text.find(start);
    if (at == std::string_view::npos)
        throw std::runtime_error("the connection string has no access key");
    return text.substr(at + start.size());
}

std::string_view given_secrets::line(int number) const
{
    std::string_view rest(text_, size_);
    for (; number > 0; --number) {
        const auto end = rest.find('\n');
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return rest.substr(0, rest.find('\n'));
}
