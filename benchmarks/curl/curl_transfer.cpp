#include "curl/curl_transfer.hpp"

#include <boost/json.hpp>
#include <new>
#include <stdexcept>

curl_transfer::curl_transfer(const load_options& options, const hand_written_request& request)
    : handle_(::curl_easy_init()), request_(request)
{
    if (handle_ == nullptr)
        throw std::bad_alloc();
    const std::string url = "https://" + request.host() + request.target();
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_ERRORBUFFER, error_);
    set(CURLOPT_WRITEFUNCTION, &curl_transfer::receive);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_USERAGENT, "curl");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_TIMEOUT_MS, 20000L);
    if (!options.ca_file.empty())
        set(CURLOPT_CAINFO, options.ca_file.c_str());
}

curl_transfer::~curl_transfer()
{
    ::curl_easy_cleanup(handle_);
    ::curl_slist_free_all(fields_);
}

template <class Value>
void curl_transfer::set(CURLoption option, Value value)
{
    if (const CURLcode code = ::curl_easy_setopt(handle_, option, value); code != CURLE_OK)
        throw std::runtime_error(std::string("curl_easy_setopt: ") + ::curl_easy_strerror(code));
}

curl_transfer& curl_transfer::of(CURL* handle)
{
    char* transfer = nullptr;
    ::curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
    return *reinterpret_cast<curl_transfer*>(transfer);
}

std::size_t curl_transfer::receive(char* data, std::size_t one, std::size_t size, void* transfer)
{
    static_cast<curl_transfer*>(transfer)->answer_.append(data, one * size);
    return one * size;
}

void curl_transfer::prepare(load_calls::clock::time_point due)
{
    due_ = due;
    answer_.clear();
    body_ = hand_written_request::body();
    const auto made = request_.sign(body_);
    curl_slist* fields = nullptr;
    const auto add = [&](const std::string& line) {
        curl_slist* const longer = ::curl_slist_append(fields, line.c_str());
        if (longer == nullptr)
            throw std::bad_alloc();
        fields = longer;
    };
    add("Accept: application/json");
    add("Content-Type: application/json");
    add("x-ms-date: " + made.date);
    add("x-ms-content-sha256: " + made.content_hash);
    add("Authorization: " + made.authorization);
    set(CURLOPT_HTTPHEADER, fields);
    ::curl_slist_free_all(fields_);
    fields_ = fields;
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size()));
    set(CURLOPT_POSTFIELDS, body_.c_str());
}

void curl_transfer::finish(CURLcode result)
{
    if (result != CURLE_OK)
        throw std::runtime_error(error_[0] != '\0' ? error_ : ::curl_easy_strerror(result));
    long status = 0;
    ::curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200)
        throw std::runtime_error("status " + std::to_string(status));
    const auto body = boost::json::parse(answer_);
    const std::string token(body.at("token").as_string());
    const std::string expires_on(body.at("expiresOn").as_string());
    token_bytes_ += token.size() + expires_on.size();
}
