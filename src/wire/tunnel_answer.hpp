#ifndef ACS_WIRE_TUNNEL_ANSWER_HPP
#define ACS_WIRE_TUNNEL_ANSWER_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace acs::wire {

// A proxy's answer to CONNECT: its head, piece by piece. Interim answers (1xx) before it are skipped. After
// the head of a success begins the tunnel, whatever Content-Length says (RFC 9110, 9.3.6).
class tunnel_answer
{
public:
    enum class state
    {
        incomplete,
        complete,
        not_http,
        too_large // a head over `max_head`
    };
    // As the default of client_options::max_response_head.
    static constexpr std::size_t max_head = 16 * 1024;

    // Takes what belongs to the answer's head and returns how many bytes that was. The others are not looked
    // at: they belong to what comes after it.
    std::size_t take(std::string_view bytes);

    state now() const { return state_; }
    int status() const { return status_; }
    // True if a complete head offers Basic authentication.
    bool offers_basic() const;

private:
    void end_line();

    std::string head_;
    std::size_t line_ = 0; // where the current line begins
    int status_ = 0;
    int interim_answers_ = 0;
    state state_ = state::incomplete;
};

} // namespace acs::wire

#endif
