#ifndef ACS_ENTRA_OPTIONS_HPP
#define ACS_ENTRA_OPTIONS_HPP

#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace acs {

struct credential_observer;
struct observer;

/**
 * \brief How the credentials of Entra ID get their tokens. Every setter returns the object:
 * `acs::entra_options().authority_host("https://login.microsoftonline.us")`.
 */
class entra_options
{
public:
    using duration = std::chrono::nanoseconds;
    /// What a variable of the environment says; no value if it isn't set.
    using environment_function = std::function<std::optional<std::string>(const char* name)>;

    entra_options() = default;

    /// Where Entra ID is: `https://host[:port]`. Default: the variable AZURE_AUTHORITY_HOST, else
    /// https://login.microsoftonline.com. National clouds have others, such as
    /// https://login.microsoftonline.us and https://login.chinacloudapi.cn.
    entra_options& authority_host(std::string value)
    {
        authority_host_ = std::move(value);
        return *this;
    }
    const std::string& authority_host() const { return authority_host_; }

    /// PEM file with certificates of further authorities, as client_options::ca_file.
    entra_options& ca_file(std::string value)
    {
        ca_file_ = std::move(value);
        return *this;
    }
    const std::string& ca_file() const { return ca_file_; }

    /// The HTTP proxy, as client_options::proxy. Addresses of this machine and of its metadata service are
    /// never asked for through a proxy.
    entra_options& proxy(std::string_view url)
    {
        proxy_.emplace(url);
        return *this;
    }
    const std::optional<secret>& proxy() const { return proxy_; }

    /// Limit of getting one token, with all attempts; the call that waits for it has its own. Default: 60 s,
    /// for managed identities 120 s, as their endpoint may be away for 70 s while it is updated.
    entra_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    const std::optional<duration>& deadline() const { return deadline_; }

    /// How often a failed attempt is repeated. Default: 3; for managed identities 7, for the same reason.
    entra_options& max_retries(unsigned value)
    {
        max_retries_ = value;
        return *this;
    }
    const std::optional<unsigned>& max_retries() const { return max_retries_; }

    /// As client_options::retry_base_delay. Default: 0.8 s.
    entra_options& retry_base_delay(duration value)
    {
        retry_base_delay_ = value;
        return *this;
    }
    duration retry_base_delay() const { return retry_base_delay_; }

    /// Clocks and waits. Default, and if null: the real ones.
    entra_options& time(std::shared_ptr<time_source> value)
    {
        time_ = value ? std::move(value) : time_source::system();
        return *this;
    }
    const std::shared_ptr<time_source>& time() const { return time_; }

    /// Random numbers in [0, 1) for jitter, callable from any thread. Default: a generator of the library.
    entra_options& jitter(std::function<double()> value)
    {
        jitter_ = std::move(value);
        return *this;
    }
    const std::function<double()>& jitter() const { return jitter_; }

    /// Where variables such as AZURE_TENANT_ID are looked up. Default, and if empty: the process's
    /// environment. What a program may not take from there, a function of its own withholds.
    entra_options& environment(environment_function value)
    {
        environment_ = std::move(value);
        return *this;
    }
    const environment_function& environment() const { return environment_; }

    /// Stands at the start of the User-Agent, as client_options::application_id.
    entra_options& application_id(std::string value)
    {
        application_id_ = std::move(value);
        return *this;
    }
    const std::string& application_id() const { return application_id_; }

    /// Who is told what came of each fetch of a token, those in the background too; include
    /// <acs/credential_observer.hpp>. Default: nobody.
    entra_options& credential_observer(std::shared_ptr<const acs::credential_observer> value)
    {
        credential_observer_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<const acs::credential_observer>& credential_observer() const
    {
        return credential_observer_;
    }

    /// Who is told about the requests to Entra ID and to metadata services, and about their connections, as
    /// client_options::observer; include <acs/observer.hpp>. They are no operation of the identity service,
    /// so event_context::operation has no value. Default: nobody.
    entra_options& observer(std::shared_ptr<const acs::observer> value)
    {
        observer_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<const acs::observer>& observer() const { return observer_; }

private:
    std::string authority_host_;
    std::string ca_file_;
    std::optional<secret> proxy_;
    std::optional<duration> deadline_;
    std::optional<unsigned> max_retries_;
    duration retry_base_delay_ = std::chrono::milliseconds(800);
    std::shared_ptr<time_source> time_ = time_source::system();
    std::function<double()> jitter_;
    environment_function environment_;
    std::string application_id_;
    std::shared_ptr<const acs::credential_observer> credential_observer_;
    std::shared_ptr<const acs::observer> observer_;
};

} // namespace acs

#endif
