#ifndef TESTS_INTEGRATION_SIGNED_REQUEST_HPP
#define TESTS_INTEGRATION_SIGNED_REQUEST_HPP

#include <acs/time_source.hpp>

#include <string>
#include <string_view>

/// The bytes of an HTTP/1.1 request signed with an access key, as a client would send it. Written without the
/// client's code, so that the emulator is not tested against its twin.
std::string signed_request(
    std::string_view method, std::string_view target, std::string_view host, std::string_view body,
    std::string_view access_key, acs::wall_time now);

#endif
