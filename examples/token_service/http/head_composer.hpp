#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HEAD_COMPOSER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HEAD_COMPOSER_HPP

#include "http_answer.hpp"

#include <cstddef>
#include <ctime>
#include <string>

namespace token_service {

/// Writes the heads of answers. Belongs to one thread.
class head_composer
{
public:
    enum class connection
    {
        kept,
        kept_by_1_0, ///< which has to be told so
        closed,
    };

    /// Appends the head of an answer with a body of this size.
    void compose(std::string& to, const http_answer& answer, std::size_t body_size, connection fate);

private:
    void append_date(std::string& to);

    std::time_t written_at_ = -1;
    std::string date_; // the field; the same for all answers of a second
};

} // namespace token_service

#endif
