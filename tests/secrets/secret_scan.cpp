// Makes calls with secrets that come through standard input, destroys everything, and looks for them in this
// process's memory: freed, on stacks, anywhere. Started by run.bash, which has the emulator in another
// process.
//   secret_scan CA_FILE APP_ID USER_ID [--show]
// With --show it prints the bytes around what it finds; they are secret.

#include "calls.hpp"
#include "given_secrets.hpp"
#include "key_needles.hpp"
#include "masked_copy.hpp"
#include "memory_scan.hpp"
#include "wire/base64.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <malloc.h>
#include <memory>
#include <openssl/crypto.h>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

namespace {

constexpr std::size_t planted_size = 128;
char planted_global[planted_size];

// What the preparations of this program may have left on the stack is not the library's doing.
[[gnu::noinline]] void wipe_stack()
{
    std::array<char, 256 * 1024> frame;
    OPENSSL_cleanse(frame.data(), frame.size());
}

[[gnu::noinline]] void look_for_given(memory_scan& scan, const given_secrets& given)
{
    look_for_key(scan, given.access_key());
    look_for_key(scan, given.wrong_key());
    scan.look_for("Entra token of a Teams user", given.teams_token());
    scan.look_for("Entra token for Authorization", given.service_token());
    scan.look_for("proxy password", given.proxy_password());
    acs::wire::wiping_string user;
    acs::wire::wiping_string encoded;
    user.reserve(planted_size);
    encoded.reserve(2 * planted_size);
    user.append("user:").append(given.proxy_password());
    acs::wire::append_base64({reinterpret_cast<const unsigned char*>(user.data()), user.size()}, encoded);
    scan.look_for("proxy authorization", encoded);
}

[[gnu::noinline]] void make_calls(memory_scan& scan, calls::place where, std::optional<masked_copy>& key)
{
    auto given = std::make_unique<given_secrets>();
    look_for_given(scan, *given);
    key.emplace(given->access_key());
    wipe_stack();
    calls day(scan, *given, std::move(where));
    given.reset();
    day.with_key();
    if (!day.token_is_found())
        throw std::runtime_error("the scan does not even find a token that is there");
    day.with_wrong_key();
    day.through_proxy();
    day.on_threads();
    day.destroyed_in_flight();
    day.with_bearer_token();
    if (day.log_shows_secret())
        throw std::runtime_error("the log shows a secret");
}

// The key in three places: if the scan misses one, finding nothing means nothing.
[[gnu::noinline]] bool finds_planted(memory_scan& scan, const masked_copy& key)
{
    std::array<char, planted_size> on_stack;
    const auto on_heap = std::make_unique<std::array<char, planted_size>>();
    const std::array<char*, 3> places{on_stack.data(), on_heap->data(), planted_global};
    for (char* const place : places)
        key.reveal(place);
    const auto found = scan.run();
    bool all = found.size() == places.size();
    for (char* const place : places) {
        all = all && std::any_of(found.begin(), found.end(), [&](const memory_scan::find& one) {
                  return one.address == reinterpret_cast<std::uintptr_t>(place) && one.size == key.size();
              });
        OPENSSL_cleanse(place, planted_size);
    }
    return all;
}

void print_around(const memory_scan::find& found)
{
    const char* const from = reinterpret_cast<const char*>(found.address) - 96; // NOLINT
    for (std::size_t i = 0; i < 96 + found.size + 96; ++i) {
        const char c = from[i];
        std::fputc(c >= ' ' && c < '\x7f' ? c : '.', stdout);
    }
    std::fputc('\n', stdout);
}

void print(const memory_scan::find& found)
{
    std::printf(
        "left in memory: %zu bytes of %s, from byte %zu, at %#zx in %s\n", found.size, found.name,
        found.offset, found.address, found.mapping.c_str());
}

int scan_memory(std::span<char* const> arguments)
{
    if (arguments.size() < 4) {
        std::puts("secret_scan CA_FILE APP_ID USER_ID [--show]");
        return EXIT_FAILURE;
    }
    // Freed memory stays where it can be searched.
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);

    memory_scan scan;
    std::optional<masked_copy> key;
    make_calls(scan, {arguments[1], arguments[2], arguments[3]}, key);
    const auto left = scan.run();
    for (const memory_scan::find& found : left) {
        print(found);
        if (arguments.size() > 4)
            print_around(found);
    }
    std::printf(
        "%zu tokens, %zu signatures, keys, Entra tokens, a password: %zu pieces left in memory\n",
        scan.count("token"), scan.count("signature"), left.size());
    if (left.empty() && !finds_planted(scan, *key)) {
        std::puts("a planted key was not found: the scan is worth nothing");
        return EXIT_FAILURE;
    }
    return left.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return scan_memory({argv, static_cast<std::size_t>(argc)});
    } catch (const std::exception& exception) {
        std::printf("secret_scan: %s\n", exception.what());
        return EXIT_FAILURE;
    }
}
