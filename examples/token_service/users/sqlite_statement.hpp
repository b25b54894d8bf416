#ifndef EXAMPLES_TOKEN_SERVICE_USERS_SQLITE_STATEMENT_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_SQLITE_STATEMENT_HPP

#include <cstdint>
#include <string_view>

struct sqlite3_stmt;

namespace token_service {

class sqlite_database;

/// A prepared statement, run as often as one likes. Functions that fail throw what \ref sqlite_database does.
class sqlite_statement
{
public:
    sqlite_statement(sqlite_database& in, std::string_view sql);
    sqlite_statement(const sqlite_statement&) = delete;
    sqlite_statement& operator=(const sqlite_statement&) = delete;
    ~sqlite_statement();

    /// Parameters count from 1. The text must be there until `step` is through.
    sqlite_statement& bind(int parameter, std::string_view text);
    sqlite_statement& bind(int parameter, std::int64_t number);

    /// \return whether there is a row. After the last one the statement can be run again.
    bool step();

    /// Columns count from 0. Valid until the next step.
    std::string_view text(int column) const;
    std::int64_t number(int column) const;

private:
    sqlite_database& in_;
    sqlite3_stmt* handle_ = nullptr;
};

} // namespace token_service

#endif
