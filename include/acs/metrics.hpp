#ifndef ACS_METRICS_HPP
#define ACS_METRICS_HPP

#include <acs/observer.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::observe {
class client_metrics;
}

namespace acs {

/**
 * \brief Counts what clients do, and writes it down for Prometheus.
 * \details A handle to the counters: copies share them. Labels have few values (operation, status or
 * error.type, reason), never an id. docs/observing.md lists the metrics.
 *
 * \code
 * acs::metrics counted;
 * options.observer(counted.observer());
 * ... answer GET /metrics with counted.text() and the content type acs::metrics::content_type ...
 * \endcode
 *
 * \par Thread safety
 * All functions may be called from any thread; a mutex is held while one event is counted.
 */
class metrics
{
public:
    using labels = std::vector<std::pair<std::string, std::string>>;

    /// What \ref text is: the Prometheus text exposition format 0.0.4.
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    metrics();
    /**
     * \brief With labels that every sample gets, such as the resource's name.
     * \throws std::invalid_argument if a name is not `[a-zA-Z_][a-zA-Z0-9_]*`, starts with two underscores,
     * is there twice, or is one of the metrics' own: code, error_type, le, operation, outcome, reason,
     * resumed, source.
     */
    static metrics with_labels(labels constant);

    /// Counts what the clients do that it is given to, any number of them; keeps the counters alive.
    std::shared_ptr<const acs::observer> observer() const;

    /// All metrics, UTF-8, each line ended by a line feed.
    std::string text() const;

private:
    explicit metrics(std::shared_ptr<observe::client_metrics> counted);

    std::shared_ptr<observe::client_metrics> counted_;
};

} // namespace acs

#endif
