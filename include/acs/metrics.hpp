#ifndef ACS_METRICS_HPP
#define ACS_METRICS_HPP

#include <acs/cache_stats.hpp>
#include <acs/observer.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::observe {
class cache_metrics;
class client_metrics;
class credential_metrics;
} // namespace acs::observe

namespace acs {

struct credential_observer;

/**
 * \brief Counts what clients and credentials do, and writes it down for Prometheus, with the figures of token
 * caches.
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
     * is there twice, or is one of the metrics' own: cache, code, credential, error_type, kind, le,
     * operation, outcome, reason, result, resumed, source, state.
     */
    static metrics with_labels(labels constant);

    /// Counts what the clients do that it is given to, any number of them; keeps the counters alive.
    std::shared_ptr<const acs::observer> observer() const;

    /// Counts what came of the fetches of the credentials that it is given to; include
    /// <acs/credential_observer.hpp>. Keeps the counters alive.
    std::shared_ptr<const acs::credential_observer> credential_observer() const;

    /**
     * \brief Lets \ref text write the figures of a token cache, asked for each time.
     * \code
     * counted.add_cache("chat", [&cache] { return cache.stats(); });
     * ... counted.remove_cache("chat") before the cache goes ...
     * \endcode
     * \param name  of the label `cache`: printable ASCII, not empty.
     * \param stats is called by \ref text, on its thread and by one thread at a time, while no event is kept
     * from being counted. It must not use this object. If it throws, the cache is left out of that text, and
     * observer_exceptions() counts it.
     * \throws std::invalid_argument if the name can't be used or another cache has it, or there is no
     * function.
     */
    void add_cache(std::string name, std::function<cache_stats()> stats);
    /// Ends that. Waits if the cache's function is being called; it is not called afterwards. \return false
    /// if there is no such cache.
    bool remove_cache(std::string_view name);

    /// All metrics, UTF-8, each line ended by a line feed.
    std::string text() const;

private:
    explicit metrics(std::shared_ptr<observe::client_metrics> counted);

    std::shared_ptr<observe::client_metrics> counted_;
    std::shared_ptr<observe::cache_metrics> caches_;
    std::shared_ptr<observe::credential_metrics> credentials_;
};

} // namespace acs

#endif
