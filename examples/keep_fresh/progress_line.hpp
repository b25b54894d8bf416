#ifndef EXAMPLES_KEEP_FRESH_PROGRESS_LINE_HPP
#define EXAMPLES_KEEP_FRESH_PROGRESS_LINE_HPP

#include <chrono>
#include <cstdio>
#include <string>
#include <unistd.h>

// hh:mm:ss
inline std::string to_text(std::chrono::nanoseconds time)
{
    const long long seconds = time / std::chrono::seconds(1);
    char text[32];
    std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

// On a terminal one line that is rewritten ten times a second; else a line every two seconds.
class progress_line
{
public:
    bool is_due() const { return std::chrono::steady_clock::now() >= next_; }

    void show(const std::string& text)
    {
        if (terminal_)
            std::printf("\r%s\x1b[K", text.c_str()); // the code clears the rest of an older, longer line
        else
            std::printf("%s\n", text.c_str());
        std::fflush(stdout);
        next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(terminal_ ? 100 : 2000);
    }

    void finish() const
    {
        if (terminal_)
            std::printf("\n");
    }

private:
    const bool terminal_ = isatty(STDOUT_FILENO) != 0;
    std::chrono::steady_clock::time_point next_{};
};

#endif
