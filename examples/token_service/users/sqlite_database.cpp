#include "users/sqlite_database.hpp"

#include <sqlite3.h>
#include <stdexcept>
#include <utility>

namespace token_service {

sqlite_database::sqlite_database(std::string path, file wanted) : path_(std::move(path))
{
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (wanted == file::made ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path_.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
        const std::runtime_error why(path_ + ": " + (handle_ ? sqlite3_errmsg(handle_) : "out of memory"));
        sqlite3_close(handle_);
        throw why;
    }
    sqlite3_busy_timeout(handle_, 5000); // for somebody who looks into it with a tool
}

sqlite_database::~sqlite_database()
{
    sqlite3_close(handle_);
}

void sqlite_database::run(const char* sql)
{
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail();
}

void sqlite_database::fail() const
{
    throw std::runtime_error(path_ + ": " + sqlite3_errmsg(handle_));
}

} // namespace token_service
