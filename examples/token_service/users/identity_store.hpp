#ifndef EXAMPLES_TOKEN_SERVICE_USERS_IDENTITY_STORE_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_IDENTITY_STORE_HPP

#include <boost/asio/awaitable.hpp>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace token_service {

class sqlite_database;

/// Remembers which identity a user has: an SQLite file, owned by a thread of its own, so that nobody else
/// ever waits for a disk. What is asked for while it writes goes into its next transaction together; an
/// answer means that it is on the disk. Rows belong to a resource, and those of others are left alone.
class identity_store
{
public:
    using reader = std::function<void(std::string_view user, std::string_view identity)>;

    /// Opens the file, or makes it, and reads all rows of the resource before it returns.
    /// \throws std::runtime_error if that fails, such as for a damaged or an empty file, which stays as it
    /// is.
    identity_store(const std::string& path, std::string resource, const reader& read);
    identity_store(const identity_store&) = delete;
    identity_store& operator=(const identity_store&) = delete;
    /// What has been asked for is written first.
    ~identity_store();

    /// Both say whether it was written; if not, standard error says why. They resume on the executor they
    /// came from.
    boost::asio::awaitable<bool> remember(std::string user, std::string identity);
    /// Only if the user still has that identity.
    boost::asio::awaitable<bool> forget(std::string user, std::string identity);

private:
    struct change
    {
        bool remembers;
        std::string user;
        std::string identity;
        std::function<void(bool)> done;
    };

    template <class Token>
    auto submit(change wanted, Token&& token);
    void enqueue(change wanted);
    void write_all();
    void write(const std::vector<change>& changes);

    const std::string path_;
    const std::string resource_;
    std::mutex mutex_;
    std::condition_variable something_to_do_;
    std::vector<change> queue_;
    bool ending_ = false;
    std::unique_ptr<sqlite_database> database_; // the thread's, once it runs; none after a failure
    std::thread writer_;
};

} // namespace token_service

#endif
