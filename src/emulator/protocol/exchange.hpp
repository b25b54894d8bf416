#ifndef ACS_EMULATOR_EXCHANGE_HPP
#define ACS_EMULATOR_EXCHANGE_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::emulation {

/// Header fields in the order received or to be sent. Names are compared without regard to case.
class header_fields
{
public:
    using field = std::pair<std::string, std::string>;

    void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
    /// Replaces every field of this name by one.
    void set(std::string_view name, std::string value);
    void erase(std::string_view name);
    /// The first field of this name.
    std::optional<std::string_view> find(std::string_view name) const;
    /// How many fields have this name.
    std::size_t count(std::string_view name) const;
    const std::vector<field>& all() const { return fields_; }
    void reserve(std::size_t fields) { fields_.reserve(fields); }

private:
    std::vector<field> fields_;
};

/// A request as it came off the wire: target and host exactly as the client wrote them.
struct request
{
    std::string method;
    std::string target;
    header_fields headers;
    std::string body;
    std::uint64_t connection = 0; ///< the server's number for the connection, counted from 1
    bool to_metadata = false;     ///< came to the port of the metadata endpoints
};

struct response
{
    int status = 200;
    header_fields headers;
    std::string body;
};

/// How the server puts a response on the wire: the part of a fault that the rules can't act out themselves.
struct delivery
{
    enum class cut
    {
        none,
        hang,         ///< never answer; keep the connection open until the peer goes
        reset_before, ///< TCP reset instead of an answer
        reset_inside, ///< TCP reset after about half of the answer
        close_before, ///< close (TLS close_notify and FIN) without an answer
        truncate,     ///< close after `Content-Length` promised more
    };

    std::chrono::nanoseconds delay{}; ///< wait on the emulator's clock before anything is written
    cut cut = cut::none;
    bool chunked = false;                  ///< Transfer-Encoding: chunked instead of Content-Length
    std::size_t drip_bytes = 0;            ///< if not 0: write in pieces of this size ...
    std::chrono::nanoseconds drip_every{}; ///< ... with this pause on the emulator's clock
    bool close_announced = false;          ///< `Connection: close`, and close afterwards
    bool close_unannounced = false;        ///< close after a complete answer that did not announce it
    std::vector<int> interim;              ///< 1xx answers sent first, e.g. 100, 102, 103
};

struct reply
{
    response answer;
    delivery how;
};

} // namespace acs::emulation

#endif
