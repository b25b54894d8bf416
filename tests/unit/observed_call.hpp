#ifndef TESTS_UNIT_OBSERVED_CALL_HPP
#define TESTS_UNIT_OBSERVED_CALL_HPP

#include <acs/observer_events.hpp>

#include <chrono>

/// Events as a pipeline would fill them, for tests of what listens.
namespace observed_call {

inline acs::event_context context()
{
    acs::event_context made;
    made.operation = acs::operation::get_token;
    made.request_id = "8a1e6b9e-0c4b-4d5c-9f57-5e4f6a7b8c9d";
    made.server_address = "contoso.communication.azure.com";
    made.server_port = 443;
    return made;
}

inline acs::trace_ids trace()
{
    acs::trace_ids made;
    made.trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
    made.parent_span_id = "00f067aa0ba902b7";
    made.span_id = "b7ad6b7169203331";
    made.sampled = true;
    return made;
}

inline acs::attempt_ended_event attempt(int status = 200)
{
    acs::attempt_ended_event made;
    made.context = context();
    made.method = "POST";
    made.url_template = "/identities/{id}/:issueAccessToken";
    made.duration = std::chrono::milliseconds(12);
    made.http_status = status;
    if (status == 0)
        made.error = acs::errc::connect_timeout;
    else if (status == 429)
        made.error = acs::errc::throttled;
    return made;
}

inline acs::call_ended_event call()
{
    acs::call_ended_event made;
    made.context = context();
    made.duration = std::chrono::milliseconds(1500);
    made.attempts = 2;
    made.http_status = 200;
    return made;
}

} // namespace observed_call

#endif
