#ifndef BENCHMARKS_CURL_CURL_TRANSFER_HPP
#define BENCHMARKS_CURL_CURL_TRANSFER_HPP

#include "hand_written/hand_written_request.hpp"
#include "load/load_calls.hpp"
#include "load/load_options.hpp"

#include <cstddef>
#include <curl/curl.h>
#include <string>

/// One easy handle, used for call after call.
class curl_transfer
{
public:
    curl_transfer(const load_options& options, const hand_written_request& request);
    curl_transfer(const curl_transfer&) = delete;
    curl_transfer& operator=(const curl_transfer&) = delete;
    ~curl_transfer();

    CURL* handle() const { return handle_; }
    static curl_transfer& of(CURL* handle);

    /// Signs the next request and gives it to the handle.
    void prepare(load_calls::clock::time_point due);
    load_calls::clock::time_point due() const { return due_; }

    /// Parses the answer. \throws std::runtime_error if it is none, or no success.
    void finish(CURLcode result);

private:
    template <class Value>
    void set(CURLoption option, Value value);
    static std::size_t receive(char* data, std::size_t one, std::size_t size, void* transfer);

    CURL* const handle_;
    const hand_written_request& request_;
    load_calls::clock::time_point due_;
    curl_slist* fields_ = nullptr;
    std::string body_;
    std::string answer_;
    char error_[CURL_ERROR_SIZE] = {};
    std::size_t token_bytes_ = 0;
};

#endif
