#include "users/identity_store.hpp"

#include "users/sqlite_database.hpp"
#include "users/sqlite_statement.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <utility>

namespace token_service {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t application_id = 0x41435354; // "ACST"
constexpr std::int64_t layout = 1;
constexpr const char* durably = "PRAGMA synchronous=FULL";

std::int64_t pragma(sqlite_database& in, std::string_view sql)
{
    sqlite_statement statement(in, sql);
    const std::int64_t found = statement.step() ? statement.number(0) : 0;
    while (statement.step()) {
    }
    return found;
}

// Both would be a new database for SQLite, or an older one: users would get other identities.
void refuse_remains(const std::string& path)
{
    constexpr const char* next =
        "Restore it as docs/token-service.md tells, or remove it, with -wal and -shm "
        "beside it, to begin with no users";
    if (!std::filesystem::exists(path)) {
        if (std::filesystem::exists(path + "-wal"))
            throw std::runtime_error(path + ": this file is missing, but its -wal is there. " + next);
    } else if (std::filesystem::file_size(path) == 0) {
        throw std::runtime_error(
            path + ": this file is empty, and the users' identities should be in it. " + next);
    }
}

// SQLite itself finds damage only where it reads, and may take damaged pages for empty ones.
void refuse_damage(sqlite_database& in, const std::string& path)
{
    sqlite_statement check(in, "PRAGMA quick_check(1)");
    if (!check.step() || check.text(0) != "ok")
        throw std::runtime_error(
            path + ": this database is damaged: " + std::string(check.text(0)) + ". Restore a backup");
}

void prepare(sqlite_database& in, const std::string& path)
{
    const std::int64_t kind = pragma(in, "PRAGMA application_id");
    const bool empty = kind == 0 && pragma(in, "SELECT count(*) FROM sqlite_schema") == 0;
    if (!empty && (kind != application_id || pragma(in, "PRAGMA user_version") != layout))
        throw std::runtime_error(path + ": this is a database of something else, or of another version");
    in.run("PRAGMA journal_mode=WAL");
    in.run(durably);
    if (empty)
        in.run("BEGIN IMMEDIATE;"
               "CREATE TABLE identities(resource TEXT NOT NULL, user TEXT NOT NULL, identity TEXT NOT NULL,"
               " created INTEGER NOT NULL, PRIMARY KEY(resource, user)) WITHOUT ROWID;"
               "PRAGMA application_id=0x41435354; PRAGMA user_version=1;"
               "COMMIT;");
}

// Complete or not at all: what a first start on a full disk leaves must not look like a database that lost
// all.
void make_database(const std::string& path)
{
    const std::string draft = path + ".new";
    std::filesystem::remove(draft); // of a start that failed
    {
        sqlite_database database(draft, sqlite_database::file::made);
        prepare(database, draft);
    } // SQLite removes the files beside it
    std::filesystem::rename(draft, path);
}

} // namespace

identity_store::identity_store(const std::string& path, std::string resource, const reader& read)
    : path_(path), resource_(std::move(resource))
{
    refuse_remains(path_);
    if (!std::filesystem::exists(path_))
        make_database(path_);
    database_ = std::make_unique<sqlite_database>(path_, sqlite_database::file::existing);
    refuse_damage(*database_, path_);
    prepare(*database_, path_);
    {
        sqlite_statement rows(*database_, "SELECT user, identity FROM identities WHERE resource=?1");
        rows.bind(1, resource_);
        while (rows.step())
            read(rows.text(0), rows.text(1));
    }
    writer_ = std::thread([this] { write_all(); });
}

identity_store::~identity_store()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    something_to_do_.notify_one();
    writer_.join();
}

template <class Token>
auto identity_store::submit(change wanted, Token&& token)
{
    return asio::async_initiate<Token, void(bool)>(
        [this](auto handler, change submitted) {
            auto executor = asio::get_associated_executor(handler);
            // Functions are copyable, handlers are not. The guard keeps the executor's context running.
            const auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
            submitted.done = [waiting, executor, work = asio::make_work_guard(executor)](bool written) {
                asio::post(executor, [waiting, written] { std::move (*waiting)(written); });
            };
            enqueue(std::move(submitted));
        },
        token, std::move(wanted));
}

asio::awaitable<bool> identity_store::remember(std::string user, std::string identity)
{
    change wanted{true, std::move(user), std::move(identity), {}};
    co_return co_await submit(std::move(wanted), asio::use_awaitable);
}

asio::awaitable<bool> identity_store::forget(std::string user, std::string identity)
{
    change wanted{false, std::move(user), std::move(identity), {}};
    co_return co_await submit(std::move(wanted), asio::use_awaitable);
}

void identity_store::enqueue(change wanted)
{
    {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(wanted));
    }
    something_to_do_.notify_one();
}

void identity_store::write_all()
{
    std::unique_lock lock(mutex_);
    while (true) {
        something_to_do_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (queue_.empty())
            return;
        std::vector<change> batch = std::exchange(queue_, {});
        lock.unlock();
        bool written = true;
        try {
            write(batch);
        } catch (const std::exception& failure) {
            std::cerr << "token_service: identities were not written: " << failure.what() << std::endl;
            database_.reset(); // rolls back
            written = false;
        }
        for (change& one : batch)
            one.done(written);
        batch.clear();
        lock.lock();
    }
}

void identity_store::write(const std::vector<change>& changes)
{
    if (!database_) {
        database_ = std::make_unique<sqlite_database>(path_, sqlite_database::file::existing);
        database_->run(durably);
    }
    sqlite_database& in = *database_;
    in.run("BEGIN IMMEDIATE");
    sqlite_statement remember_one(in, "INSERT OR REPLACE INTO identities VALUES(?1, ?2, ?3, ?4)");
    sqlite_statement forget_one(in, "DELETE FROM identities WHERE resource=?1 AND user=?2 AND identity=?3");
    for (const change& one : changes) {
        sqlite_statement& statement = one.remembers ? remember_one : forget_one;
        statement.bind(1, resource_).bind(2, one.user).bind(3, one.identity);
        if (one.remembers)
            statement.bind(4, static_cast<std::int64_t>(std::time(nullptr)));
        statement.step();
    }
    in.run("COMMIT");
}

} // namespace token_service
