#ifndef TESTS_SECRETS_GIVEN_SECRETS_HPP
#define TESTS_SECRETS_GIVEN_SECRETS_HPP

#include <cstddef>
#include <string_view>

// What the program is given through standard input, one a line, read past all buffers of the libraries, and
// wiped when it is no longer needed.
class given_secrets
{
public:
    given_secrets();
    given_secrets(const given_secrets&) = delete;
    given_secrets& operator=(const given_secrets&) = delete;
    ~given_secrets();

    std::string_view connection_string() const { return line(0); }
    // The part of it.
    std::string_view access_key() const;
    // One that the service doesn't know.
    std::string_view wrong_key() const { return line(1); }
    // Entra tokens: a Teams user's, and one for Authorization.
    std::string_view teams_token() const { return line(2); }
    std::string_view service_token() const { return line(3); }
    std::string_view proxy_password() const { return line(4); }

private:
    static constexpr std::size_t room = 16 * 1024;

    std::string_view line(int number) const;

    char* const text_;
    std::size_t size_ = 0;
};

#endif
