// The same load as bench_client's with libcurl and OpenSSL, as fast as libcurl goes: one thread, the multi
// interface by socket actions and epoll, handles and connections used again. Each request is signed anew as
// in bench_hand_written, each transfer has a timeout, each answer is parsed. Prints the same line of JSON.

#include "curl/curl_loop.hpp"
#include "curl/curl_transfer.hpp"
#include "load/load_main.hpp"
#include "load/load_report.hpp"

#include <iostream>
#include <memory>
#include <string_view>
#include <vector>

namespace {

class curl_load
{
public:
    explicit curl_load(const load_options& options)
        : options_(options), request_(options), loop_(options.concurrency), report_(options)
    {
        for (std::size_t i = 0; i < options.concurrency; ++i)
            transfers_.push_back(std::make_unique<curl_transfer>(options, request_));
    }

    ~curl_load()
    {
        for (const auto& transfer : transfers_)
            loop_.remove(transfer->handle());
    }

    void run()
    {
        if (options_.warm_up > 0)
            make(options_.warm_up, 0);
        report_.begin();
        make(options_.calls, options_.rate);
        report_.end();
        report_.print(std::cout, options_);
    }

private:
    void make(std::size_t calls, double rate)
    {
        calls_.begin(calls, rate);
        idle_.clear();
        for (const auto& transfer : transfers_)
            idle_.push_back(transfer.get());
        const curl_loop::finished finished = [this](CURL* handle, CURLcode result) {
            auto& transfer = curl_transfer::of(handle);
            transfer.finish(result);
            report_.add_call(transfer.due());
            idle_.push_back(&transfer);
        };
        while (calls_.left() || idle_.size() < transfers_.size()) {
            while (calls_.left() && !idle_.empty()) {
                if (rate > 0 && calls_.next_due() > load_calls::clock::now()) {
                    loop_.wake_at(calls_.next_due());
                    break;
                }
                idle_.back()->prepare(calls_.take().due);
                loop_.start(idle_.back()->handle());
                idle_.pop_back();
            }
            loop_.turn(finished);
        }
    }

    const load_options& options_;
    const hand_written_request request_;
    curl_loop loop_;
    load_calls calls_;
    load_report report_;
    std::vector<std::unique_ptr<curl_transfer>> transfers_;
    std::vector<curl_transfer*> idle_;
};

void run(const load_options& options)
{
    ::curl_global_init(CURL_GLOBAL_DEFAULT);
    curl_load(options).run();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 2 && argv[1] == std::string_view("--version")) {
        std::cout << ::curl_version() << '\n';
        return 0;
    }
    return load_main("bench_curl", argc, argv, run);
}
