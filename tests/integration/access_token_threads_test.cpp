#include <acs/access_token.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace acs;

// For the thread sanitizer: handles to one text, on several threads.

TEST_CASE("access token: copied and destroyed on several threads, the last of which frees it")
{
    for (int round = 0; round < 200; ++round) {
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        {
            const access_token token("a token's text", wall_time(), boot_time());
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([own = token, &wrong] {
                    access_token last;
                    for (int copies = 0; copies < 50; ++copies) {
                        const access_token copy = own;
                        last = copy;
                        wrong += last.token() != "a token's text";
                    }
                });
        }
        threads.clear();
        CHECK(wrong == 0);
    }
}

TEST_CASE("access token: one handle is read and copied by several threads")
{
    const access_token token("a token's text", wall_time(), boot_time());
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&token, &wrong] {
            for (int copies = 0; copies < 5'000; ++copies) {
                const access_token copy(token);
                wrong += copy.empty() || token.usable_until() != boot_time();
            }
        });
    threads.clear();
    CHECK(wrong == 0);
    CHECK(token.token() == "a token's text");
}
