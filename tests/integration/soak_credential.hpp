#ifndef TESTS_INTEGRATION_SOAK_CREDENTIAL_HPP
#define TESTS_INTEGRATION_SOAK_CREDENTIAL_HPP

#include "soak_random.hpp"
#include "soak_refresher.hpp"
#include "soak_stage.hpp"
#include "soak_use.hpp"

#include <acs/communication_token_credential.hpp>

#include <memory>
#include <string>
#include <vector>

/// A token credential of a soak, those who use it, and its end.
class soak_credential
{
public:
    /// One with a refresher.
    soak_credential(
        soak_stage& stage, std::string name, std::shared_ptr<soak_refresher> by, soak_random& random);
    /// One that exchanges a person's Entra token. \param object_id the person's
    soak_credential(
        soak_stage& stage, std::string name, acs::communication_token_credential exchanging,
        std::string object_id);

    void use();
    /// Cancels one of those who wait, if there are any.
    void cancel_one(soak_random& random);
    /// As its owner, who may also destroy it.
    void stop(bool destroy);
    bool is_stopped() const { return stopped_; }

    std::size_t ended();
    std::size_t uses() const { return uses_.size(); }
    std::size_t succeeded() const;
    bool is_quiet() const { return !refresher_ || refresher_->running() == 0; }
    /// What was wrong, once it is quiet and all uses have ended.
    void check(std::vector<std::string>& complaints) const;

private:
    void check_owner(const soak_use& use, std::vector<std::string>& complaints) const;

    soak_stage& stage_;
    const std::string name_;
    const std::chrono::nanoseconds limit_;
    const std::shared_ptr<soak_refresher> refresher_; // null: exchanges
    const std::string object_id_;
    std::unique_ptr<acs::communication_token_credential> credential_;
    bool stopped_ = false;
    std::vector<std::shared_ptr<soak_use>> uses_;
    std::size_t first_unended_ = 0;
};

#endif
