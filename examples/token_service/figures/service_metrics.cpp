#include "figures/service_metrics.hpp"

#include "figures/exposition.hpp"

namespace token_service {

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

} // namespace

std::size_t service_metrics::place_of(unsigned status) noexcept
{
    std::size_t at = 0;
    while (at + 1 < statuses.size() && statuses[at] != status)
        ++at;
    return at;
}

service_metrics::figures& service_metrics::mine() noexcept
{
    static std::atomic<std::size_t> threads = 0;
    thread_local const std::size_t number = threads.fetch_add(1, relaxed);
    return of_threads_[number % of_threads_.size()];
}

void service_metrics::add(route where, unsigned status, bool waited, std::chrono::nanoseconds took) noexcept
{
    figures& to = mine();
    to.requests[static_cast<std::size_t>(where)][place_of(status)].fetch_add(1, relaxed);
    if (where == route::token || where == route::refresh) {
        if (status == 200 && !waited)
            to.hits.fetch_add(1, relaxed);
        else if (waited || status == 503)
            to.misses.fetch_add(1, relaxed);
    }
    latencies& of = to.took[waited ? 1 : 0];
    const double seconds = static_cast<double>(took.count()) * 1e-9;
    std::size_t at = 0;
    while (at < latency_bounds.size() && seconds > latency_bounds[at])
        ++at;
    of.counts[at].fetch_add(1, relaxed);
    of.nanoseconds.fetch_add(static_cast<std::uint64_t>(took.count()), relaxed);
}

void service_metrics::add(rejection why) noexcept
{
    rejections_[static_cast<std::size_t>(why)].fetch_add(1, relaxed);
}

template <class Part>
std::uint64_t service_metrics::sum(Part part) const noexcept
{
    std::uint64_t all = 0;
    for (const figures& each : of_threads_)
        all += part(each).load(relaxed);
    return all;
}

std::uint64_t service_metrics::hits() const noexcept
{
    return sum([](const figures& each) -> auto& { return each.hits; });
}

std::uint64_t service_metrics::misses() const noexcept
{
    return sum([](const figures& each) -> auto& { return each.misses; });
}

std::uint64_t service_metrics::rejected() const noexcept
{
    std::uint64_t all = 0;
    for (const counter& each : rejections_)
        all += each.load(relaxed);
    return all;
}

void service_metrics::append_to(std::string& text) const
{
    exposition out(text);
    out.begin("token_service_requests_total", "counter", "Requests by what they were for and the status.");
    for (std::size_t where = 0; where < route_count; ++where)
        for (std::size_t at = 0; at < statuses.size(); ++at) {
            const std::uint64_t all =
                sum([&](const figures& each) -> auto& { return each.requests[where][at]; });
            if (all > 0)
                out.sample(
                    "token_service_requests_total",
                    "route=\"" + std::string(to_string(static_cast<route>(where))) + "\",status=\"" +
                        (statuses[at] != 0 ? std::to_string(statuses[at]) : "other") + "\"",
                    static_cast<double>(all));
        }
    append_latencies(text);
    out.begin("token_service_rejected_total", "counter", "Requests that were turned away.");
    for (std::size_t at = 0; at < rejection_count; ++at)
        out.sample(
            "token_service_rejected_total",
            "reason=\"" + std::string(to_string(static_cast<rejection>(at))) + "\"",
            static_cast<double>(rejections_[at].load(relaxed)));
}

void service_metrics::append_latencies(std::string& text) const
{
    exposition out(text);
    const std::string name = "token_service_request_duration_seconds";
    out.begin(
        name, "histogram", "From a request's last byte to its answer; waited: for the identity service.");
    for (std::size_t waited = 0; waited < 2; ++waited) {
        const std::string label = waited == 0 ? "waited=\"false\"" : "waited=\"true\"";
        std::uint64_t up_to = 0;
        for (std::size_t at = 0; at <= latency_bounds.size(); ++at) {
            up_to += sum([&](const figures& each) -> auto& { return each.took[waited].counts[at]; });
            const std::string bound =
                at < latency_bounds.size() ? exposition::number(latency_bounds[at]) : "+Inf";
            out.sample(name + "_bucket", label + ",le=\"" + bound + "\"", static_cast<double>(up_to));
        }
        out.sample(name + "_sum", label, 1e-9 * static_cast<double>(sum([&](const figures& each) -> auto& {
                                             return each.took[waited].nanoseconds;
                                         })));
        out.sample(name + "_count", label, static_cast<double>(up_to));
    }
}

} // namespace token_service
