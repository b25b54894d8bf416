#ifndef ACS_CACHE_ALARM_HPP
#define ACS_CACHE_ALARM_HPP

#include <acs/time_source.hpp>

#include <cstddef>
#include <memory>

namespace acs::cache {

// Something that is to be done at a moment which may change. Before it is destroyed it has to be removed from
// its queue.
class alarm : public std::enable_shared_from_this<alarm>
{
public:
    alarm() = default;
    alarm(const alarm&) = delete;
    alarm& operator=(const alarm&) = delete;

    // By what is known now; boot_time::max(): never. From any thread, with the queue's mutex held.
    virtual boot_time due() const noexcept = 0;
    // It is due. Rings only once, unless it is set again. Without a mutex held.
    virtual void ring() noexcept = 0;

protected:
    ~alarm() = default;

private:
    friend class alarm_queue;

    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    boot_time due_ = boot_time::max();
    std::size_t place_ = nowhere;
};

} // namespace acs::cache

#endif
