#ifndef EXAMPLES_TOKEN_SERVICE_USERS_SQLITE_DATABASE_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_SQLITE_DATABASE_HPP

#include <string>

struct sqlite3;

namespace token_service {

/// An open SQLite database, used by one thread at a time. Functions that fail throw std::runtime_error with
/// the file's name and SQLite's words.
class sqlite_database
{
public:
    enum class file : unsigned char
    {
        existing,
        made, ///< if it is not there
    };
    sqlite_database(std::string path, file wanted);
    sqlite_database(const sqlite_database&) = delete;
    sqlite_database& operator=(const sqlite_database&) = delete;
    ~sqlite_database();

    void run(const char* sql);

    sqlite3* handle() const { return handle_; }

    /// Throws what went wrong last.
    [[noreturn]] void fail() const;

private:
    const std::string path_;
    sqlite3* handle_ = nullptr;
};

} // namespace token_service

#endif
