#include "page_answer.hpp"

#include "page_files.hpp"

namespace token_service {

http_answer page_answer(std::string_view path)
{
    http_answer made;
    if (path == "/page.css") {
        made.content_type = "text/css; charset=utf-8";
        made.body = page_css;
    } else if (path == "/page.js") {
        made.content_type = "text/javascript; charset=utf-8";
        made.body = page_js;
    } else if (path == "/favicon.ico") {
        made.status = 204;
    } else {
        made.content_type = "text/html; charset=utf-8";
        made.body = page_html;
        made.fields = "Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'; "
                      "frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\n";
    }
    return made;
}

} // namespace token_service
