#ifndef EXAMPLES_TOKEN_SERVICE_FIGURES_EXPOSITION_HPP
#define EXAMPLES_TOKEN_SERVICE_FIGURES_EXPOSITION_HPP

#include <string>
#include <string_view>

namespace token_service {

/// Appends metrics to a text in Prometheus' exposition format.
class exposition
{
public:
    explicit exposition(std::string& to) : to_(to) {}

    void begin(std::string_view name, std::string_view type, std::string_view help);
    /// \param labels `name="value",...`, may be empty.
    void sample(std::string_view name, std::string_view labels, double value);
    /// A metric with one sample.
    void gauge(std::string_view name, std::string_view help, double value);

    static std::string number(double value);

private:
    std::string& to_;
};

} // namespace token_service

#endif
