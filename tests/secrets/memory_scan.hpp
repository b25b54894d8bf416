#ifndef TESTS_SECRETS_MEMORY_SCAN_HPP
#define TESTS_SECRETS_MEMORY_SCAN_HPP

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Looks for secrets in all memory of this process that can be read. Of a secret it keeps hashes of its
// windows, from which nothing can be told: so it doesn't find itself.
class memory_scan
{
public:
    // So many bytes of a secret in a row count as a find. A string object holds 15 characters itself; what is
    // shorter than a key's half is no use to anybody.
    static constexpr std::size_t window = 16;

    struct find
    {
        const char* name;   // the secret's
        std::size_t offset; // in the secret
        std::size_t size;   // at least: neighbouring windows are one find
        std::uintptr_t address;
        std::string mapping; // its line in /proc/self/maps
    };

    memory_scan();
    memory_scan(const memory_scan&) = delete;
    memory_scan& operator=(const memory_scan&) = delete;
    ~memory_scan();

    // A secret to be looked for; a literal names it. Shorter ones than a window can't be. Safe from any
    // thread.
    void look_for(const char* name, std::string_view secret);
    // How many secrets there are to be looked for, by that name.
    std::size_t count(const char* name) const;

    // Everything that is found in memory.
    std::vector<find> run();
    // Whether a text has a part of a secret.
    bool shows(std::string_view text) const;

private:
    struct place
    {
        const char* name;
        std::size_t offset;
    };
    class rolling_hash;

    void search(
        std::string_view bytes, std::uintptr_t address, const std::string& mapping,
        std::vector<find>& to) const;

    mutable std::mutex mutex_;
    std::uint64_t factor_; // of the hash: random
    std::unordered_map<std::uint64_t, place> windows_;
    std::bitset<std::size_t{1} << 20> hints_; // of the hashes in windows_, for speed
    std::unordered_map<std::string, std::size_t> counts_;
    char* buffer_; // a mapping of its own, which is not searched
};

#endif
