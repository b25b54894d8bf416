#include "pipeline/retry_budget.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using acs::pipeline::retry_budget;

TEST_CASE("retry budget: pays for 100 retries, or for 50 after timeouts")
{
    retry_budget dear, cheap;
    for (int i = 0; i < 50; ++i)
        CHECK(dear.spend(retry_budget::timeout_cost));
    CHECK_FALSE(dear.spend(retry_budget::retry_cost));
    for (int i = 0; i < 100; ++i)
        CHECK(cheap.spend(retry_budget::retry_cost));
    CHECK_FALSE(cheap.spend(retry_budget::retry_cost));
    CHECK(cheap.left() == 0);
}

TEST_CASE("retry budget: what is not enough is not taken")
{
    retry_budget budget;
    while (budget.left() > retry_budget::retry_cost)
        CHECK(budget.spend(retry_budget::retry_cost));
    CHECK_FALSE(budget.spend(retry_budget::timeout_cost));
    CHECK(budget.left() == retry_budget::retry_cost);
    CHECK(budget.spend(retry_budget::retry_cost));
}

TEST_CASE("retry budget: a success earns one, up to what there was at first")
{
    retry_budget budget;
    budget.earn();
    CHECK(budget.left() == retry_budget::capacity);
    while (budget.spend(retry_budget::retry_cost)) {
    }
    for (int i = 1; i < retry_budget::retry_cost; ++i) {
        budget.earn();
        CHECK_FALSE(budget.spend(retry_budget::retry_cost));
    }
    budget.earn();
    CHECK(budget.spend(retry_budget::retry_cost));
    for (int i = 0; i < 2 * retry_budget::capacity; ++i)
        budget.earn();
    CHECK(budget.left() == retry_budget::capacity);
}

TEST_CASE("retry budget: threads spend no more than there is")
{
    retry_budget budget;
    std::atomic<int> retries = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            while (budget.spend(retry_budget::retry_cost))
                ++retries;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(retries == retry_budget::capacity / retry_budget::retry_cost);
    CHECK(budget.left() == 0);
}
