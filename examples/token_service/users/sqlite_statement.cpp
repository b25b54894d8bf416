#include "users/sqlite_statement.hpp"

#include "users/sqlite_database.hpp"

#include <sqlite3.h>

namespace token_service {

sqlite_statement::sqlite_statement(sqlite_database& in, std::string_view sql) : in_(in)
{
    if (sqlite3_prepare_v2(in.handle(), sql.data(), static_cast<int>(sql.size()), &handle_, nullptr) !=
        SQLITE_OK)
        in.fail();
}

sqlite_statement::~sqlite_statement()
{
    sqlite3_finalize(handle_);
}

sqlite_statement& sqlite_statement::bind(int parameter, std::string_view text)
{
    if (sqlite3_bind_text(handle_, parameter, text.data(), static_cast<int>(text.size()), SQLITE_STATIC) !=
        SQLITE_OK)
        in_.fail();
    return *this;
}

sqlite_statement& sqlite_statement::bind(int parameter, std::int64_t number)
{
    if (sqlite3_bind_int64(handle_, parameter, number) != SQLITE_OK)
        in_.fail();
    return *this;
}

bool sqlite_statement::step()
{
    const int result = sqlite3_step(handle_);
    if (result == SQLITE_ROW)
        return true;
    sqlite3_reset(handle_);
    if (result != SQLITE_DONE)
        in_.fail();
    return false;
}

std::string_view sqlite_statement::text(int column) const
{
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)))
                : std::string_view();
}

std::int64_t sqlite_statement::number(int column) const
{
    return sqlite3_column_int64(handle_, column);
}

} // namespace token_service
