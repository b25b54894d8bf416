#include "state/snapshot_file.hpp"

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

namespace token_service {

snapshot_file::snapshot_file(std::string path, acs::secret key) : path_(std::move(path)), key_(std::move(key))
{}

void snapshot_file::load(acs::token_cache& into) const
{
    std::error_code error;
    if (!std::filesystem::exists(path_, error) && !error)
        return;
    const acs::result<std::size_t> taken = into.load_snapshot(path_, key_);
    if (taken) {
        std::cout << "Tokens of the last run: " << *taken << std::endl;
        return;
    }
    std::cerr << "token_service: starting without the last run's tokens: " << path_ << ": " << taken.error()
              << std::endl;
    const std::string aside = path_ + ".refused";
    if (std::rename(path_.c_str(), aside.c_str()) == 0)
        std::cerr << "token_service: that file is " << aside << " now" << std::endl;
}

void snapshot_file::save(acs::token_cache& from) const
{
    const acs::result<std::size_t> saved = from.save_snapshot(path_, key_);
    if (saved)
        std::cout << "Tokens saved for the next run: " << *saved << std::endl;
    else
        std::cerr << "token_service: the tokens were not saved: " << saved.error() << std::endl;
}

} // namespace token_service
