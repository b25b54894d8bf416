#ifndef ACS_WIRE_JSON_DOCUMENT_HPP
#define ACS_WIRE_JSON_DOCUMENT_HPP

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

namespace acs::wire {

// A parsed body, in memory that is wiped: it may hold a token. What an answer of the service takes fits into
// the object itself.
class json_document
{
public:
    // Lenient where leniency does no harm: a byte order mark and invalid UTF-8 in members that nobody reads
    // must not cost an answer.
    explicit json_document(std::string_view text);
    json_document(const json_document&) = delete;
    json_document& operator=(const json_document&) = delete;
    ~json_document();

    // Null if the text is not JSON.
    const boost::json::value* root() const { return root_ ? &*root_ : nullptr; }
    // Null if it is not a JSON object.
    const boost::json::object* object() const { return root_ ? root_->if_object() : nullptr; }

private:
    unsigned char buffer_[4096];
    boost::json::monotonic_resource memory_;
    std::optional<boost::json::value> root_;
};

} // namespace acs::wire

#endif
