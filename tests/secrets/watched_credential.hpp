#ifndef TESTS_SECRETS_WATCHED_CREDENTIAL_HPP
#define TESTS_SECRETS_WATCHED_CREDENTIAL_HPP

#include "memory_scan.hpp"

#include <acs/credential.hpp>

#include <memory>

// Another credential, whose signatures are looked for in memory.
class watched_credential final : public acs::credential
{
public:
    watched_credential(std::shared_ptr<acs::credential> watched, memory_scan& scan);

    bool is_ready(acs::wall_time now) const noexcept override;
    boost::asio::awaitable<acs::result<void>> prepare(std::shared_ptr<acs::time_source> time) override;
    acs::result<void> authorise(acs::outgoing_request& request) const override;
    void rejected(std::string_view authorization) noexcept override;

private:
    std::shared_ptr<acs::credential> watched_;
    memory_scan& scan_;
};

#endif
