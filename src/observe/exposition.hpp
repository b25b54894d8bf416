#ifndef ACS_OBSERVE_EXPOSITION_HPP
#define ACS_OBSERVE_EXPOSITION_HPP

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs::observe {

// Writes the Prometheus text exposition format, version 0.0.4.
class exposition
{
public:
    using label = std::pair<std::string_view, std::string_view>;

    // The constant labels stand at every sample's end.
    explicit exposition(const std::vector<std::pair<std::string, std::string>>& constant);

    // A metric's HELP and TYPE lines; its samples follow.
    void begin(std::string_view name, std::string_view type, std::string_view help);

    // One sample. Labels with an empty name are left out.
    void sample(std::string_view name, std::span<const label> labels, std::uint64_t value);
    void sample(std::string_view name, std::span<const label> labels, std::int64_t value);
    void sample(std::string_view name, std::span<const label> labels, double value);

    std::string take() { return std::move(text_); }

    // As a sample's value and in `le`: the shortest form that is read back as the same number.
    static std::string number(double value);

private:
    template <class Number>
    void integer_sample(std::string_view name, std::span<const label> labels, Number value);
    void head(std::string_view name, std::span<const label> labels);

    std::string constant_labels_; // `name="value",name="value"`
    std::string text_;
};

} // namespace acs::observe

#endif
