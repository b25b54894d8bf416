#ifndef ACS_TRANSPORT_CACHED_ADDRESSES_HPP
#define ACS_TRANSPORT_CACHED_ADDRESSES_HPP

#include <acs/time_source.hpp>

#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <vector>

namespace acs::transport {

// What is known of one host's addresses, and how far that may still be used. Sans-IO; not thread-safe.
//
// Only addresses are remembered. A failed look-up is not, so the next call looks again: a resolver that fails
// for a moment fails only the calls of that moment.
class cached_addresses
{
public:
    using addresses = std::vector<boost::asio::ip::address>;

    // getaddrinfo doesn't tell the records' TTL. Names of cloud services that move on a failure have a TTL of
    // about a minute; Java's look-up, in the same position, also takes 30 s.
    static constexpr std::chrono::seconds fresh_for{30};

    // How old addresses may get that stand in for a look-up without an answer (RFC 8767). It allows a proxy
    // of a region days; an hour outlasts most failures. If the address has meanwhile got another owner, that
    // one won't pass the verification of the peer.
    static constexpr std::chrono::hours stale_for{1};

    // While such addresses are in use, how long until the next look-up. Not RFC 8767's 30 s, which are for
    // the resolver of many clients.
    static constexpr std::chrono::seconds recheck_after{5};

    // How long a call waits for a look-up although it could use stale addresses (RFC 8767, section 5: the
    // client response timer).
    static constexpr std::chrono::milliseconds patience{1800};

    // Addresses younger than this are not forgotten: a look-up right after the last one would find the same,
    // and while a service is down, each call that fails would make one.
    static constexpr std::chrono::seconds keep_for{1};

    // What may be used without a look-up; empty if nothing.
    addresses fresh(boot_time now) const;

    // What may be used if a look-up fails or does not end; empty if nothing.
    addresses stale(boot_time now) const;

    // A look-up has ended with these.
    void found(addresses known, boot_time now);

    // A look-up has failed. If the answer was that the name does not exist, that is as good as any.
    void failed(bool name_is_gone, boot_time now);

    // No address accepted a connection.
    void forget(boot_time now);

private:
    addresses known_;
    boot_time found_at_{};
    boot_time look_up_at_{}; // no look-up is needed before
};

} // namespace acs::transport

#endif
