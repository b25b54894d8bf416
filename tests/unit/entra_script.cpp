#include "entra_script.hpp"

#include "wire/entra_answer.hpp"
#include "wire/url.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>

namespace acs::test {

namespace asio = boost::asio;

struct entra_script::line
{
    std::optional<error> failure;
    int status = 0;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

namespace {

std::string decoded(std::string_view text)
{
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '%' && i + 2 < text.size())
            made += static_cast<char>(
                std::stoi(std::string(text.substr(std::exchange(i, i + 2) + 1, 2)), nullptr, 16));
        else
            made += text[i] == '+' ? ' ' : text[i];
    return made;
}

std::optional<std::string> find_field(std::string_view form, std::string_view name)
{
    while (!form.empty()) {
        const std::string_view pair = form.substr(0, form.find('&'));
        if (pair.substr(0, pair.find('=')) == name)
            return decoded(pair.substr(std::min(pair.size(), name.size() + 1)));
        form.remove_prefix(std::min(form.size(), pair.size() + 1));
    }
    return std::nullopt;
}

std::optional<std::string> find_field(const entra_script::sent& in, std::string_view name)
{
    const auto query = in.target.find('?');
    if (query != std::string::npos)
        if (auto found = find_field(std::string_view(in.target).substr(query + 1), name))
            return found;
    return find_field(in.body, name);
}

} // namespace

std::string entra_script::sent::field(std::string_view name) const
{
    return find_field(*this, name).value_or("");
}

bool entra_script::sent::has_field(std::string_view name) const
{
    return find_field(*this, name).has_value();
}

class entra_script::host final : public entra::exchanger
{
public:
    host(
        std::string url, entra::persistence how, std::shared_ptr<std::deque<line>> script,
        std::shared_ptr<std::vector<sent>> requests, std::shared_ptr<manual_clock> clock)
        : url_(std::move(url)), how_(how), script_(std::move(script)), requests_(std::move(requests)),
          clock_(std::move(clock))
    {}

    asio::awaitable<result<wire::response>> send(wire::request request) override
    {
        sent seen{url_, std::string(request.method), request.target, {}, std::string(request.body), {}, how_};
        if (!request.body.empty())
            seen.content_type = request.content_type;
        for (const auto& header : request.headers)
            seen.headers.emplace(header.name, header.value.reveal());
        if (!request.bearer.empty())
            seen.headers.emplace("Authorization", "Bearer " + std::string(request.bearer.reveal()));
        requests_->push_back(std::move(seen));
        if (script_->empty())
            co_return error(errc::connect_failed);
        const line next = std::move(script_->front());
        script_->pop_front();
        if (next.failure)
            co_return *next.failure;
        wire::response answer;
        answer.status = next.status;
        answer.body = next.body;
        for (const auto& [name, value] : next.headers)
            answer.headers.add(name, value);
        answer.asked.boot = clock_->now_boottime();
        answer.asked.utc = clock_->now_utc();
        answer.attempts = 1;
        if (next.status == request.success_status || next.status == request.other_success_status)
            co_return answer;
        const std::vector<std::string_view> secrets{request.token_in_body.reveal()};
        const auto read = request.read_error ? request.read_error : &wire::read_entra_error;
        co_return read(request, answer, clock_->now_utc(), secrets);
    }

private:
    const std::string url_;
    const entra::persistence how_;
    const std::shared_ptr<std::deque<line>> script_;
    const std::shared_ptr<std::vector<sent>> requests_;
    const std::shared_ptr<manual_clock> clock_;
};

entra_script::entra_script()
    : script_(std::make_shared<std::deque<line>>()), requests_(std::make_shared<std::vector<sent>>()),
      where_(context_.get_executor(), entra_options())
{
    where_.options.time(clock_);
    where_.options.environment([this](const char* name) -> std::optional<std::string> {
        const auto found = environment_.find(name);
        return found == environment_.end() ? std::nullopt : std::optional(found->second);
    });
    where_.connect = [this](const wire::endpoint& to, entra::persistence how) {
        return std::make_shared<host>(to.url(), how, script_, requests_, clock_);
    };
}

void entra_script::answer(
    int status, std::string body, std::vector<std::pair<std::string, std::string>> headers)
{
    script_->push_back(line{std::nullopt, status, std::move(body), std::move(headers)});
}

void entra_script::fail(error why)
{
    line next;
    next.failure = std::move(why);
    script_->push_back(std::move(next));
}

result<wire::issued_token> entra_script::fetch(
    const std::shared_ptr<entra::source>& from, entra_token_request request)
{
    result<wire::issued_token> ended{error(errc::internal)};
    std::exception_ptr failed;
    asio::co_spawn(
        context_, from->fetch(std::move(request)),
        [&](std::exception_ptr thrown, result<wire::issued_token> fetched) {
            failed = thrown;
            if (!thrown)
                ended = std::move(fetched);
        });
    context_.restart();
    context_.run();
    if (failed)
        std::rethrow_exception(failed);
    return ended;
}

} // namespace acs::test
