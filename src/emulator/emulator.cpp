#include <acs/emulator.hpp>

#include "emulator/entra/entra_directory.hpp"
#include "emulator/server/certificate_authority.hpp"
#include "emulator/server/kept_files.hpp"
#include "emulator/server/server.hpp"
#include "emulator/server/state_directory.hpp"
#include "emulator/server/tls_context.hpp"
#include "emulator/service/service.hpp"
#include "emulator/signature/access_key.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <future>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace acs {

namespace {

using emulation::certificate_authority;
using emulation::state_directory;
using namespace emulation::kept_files;

emulation::service_settings settings_of(
    const emulator_options& options, const secret& access_key, const std::optional<state_directory>& folder)
{
    emulation::service_settings settings;
    settings.access_key = access_key.reveal();
    settings.signing = options.signing();
    settings.token_bytes = options.token_bytes();
    settings.quotas = options.quotas();
    settings.clock_tolerance = options.clock_tolerance();
    settings.seed = options.seed();
    settings.tls = options.tls();
    if (folder && !folder->is_temporary())
        settings.arc_key_file = folder->path_of(arc_key_file_name);
    return settings;
}

} // namespace

class emulator::impl
{
public:
    explicit impl(emulator_options options);
    impl(const impl&) = delete;
    impl& operator=(const impl&) = delete;
    ~impl();

    std::string endpoint() const;
    const secret& access_key() const { return access_key_; }
    std::string ca_file() const { return tls_ ? folder_->path_of(ca_file_name) : std::string(); }
    std::string state_dir() const { return keeps_state() ? folder_->path() : std::string(); }
    std::uint16_t port() const { return server_->port(); }
    std::string metadata_endpoint() const;
    const emulation::entra_directory& directory() const { return service_->directory(); }

    control_reply control(std::string_view method, std::string_view path, std::string_view json);
    void save_state();

private:
    // Name and text of files to be written.
    using files = std::vector<std::pair<std::string_view, secret>>;

    files set_up_tls();
    void start_thread();
    bool keeps_state() const { return folder_ && !folder_->is_temporary(); }
    // Runs a function on the emulator's thread and hands over what it returns or throws.
    template <class Function>
    auto run(Function function);

    emulator_options options_;
    std::optional<state_directory> folder_; // not there if nothing is kept and there is no TLS
    secret access_key_;
    std::optional<emulation::service> service_;
    std::optional<emulation::tls_context> tls_;
    boost::asio::io_context context_{1};
    std::optional<emulation::server> server_;
    std::thread thread_;
};

emulator::impl::impl(emulator_options options) : options_(std::move(options))
{
    if (!options_.access_key().empty())
        emulation::check_access_key(options_.access_key());
    if (options_.tls() || !options_.state_dir().empty())
        folder_.emplace(options_.state_dir());
    access_key_ = choose_access_key(options_, folder_);
    service_.emplace(settings_of(options_, access_key_, folder_));
    if (keeps_state()) {
        if (const auto stored = folder_->read(service_file_name))
            using_file(*folder_, service_file_name, [&] { service_->load(*stored); });
    }
    files written;
    if (options_.tls())
        written = set_up_tls();
    server_.emplace(context_, *service_, options_.time(), options_.port(), tls_ ? &*tls_ : nullptr);
    if (options_.metadata())
        server_->listen_for_metadata(options_.metadata_port());
    // Nothing could go wrong any more but the writing itself.
    if (keeps_state()) {
        written.emplace_back(access_key_file_name, access_key_);
        written.emplace_back(service_file_name, secret(service_->save()));
        written.emplace_back(arc_key_file_name, service_->directory().arc_key());
    }
    for (const auto& [name, text] : written)
        folder_->write(name, text.reveal());
    start_thread();
}

emulator::impl::files emulator::impl::set_up_tls()
{
    const certificate_authority authority = choose_authority(*folder_);
    auto key = choose_server_key(*folder_);
    files result;
    if (keeps_state()) {
        result.emplace_back(ca_key_file_name, authority.key_pem());
        result.emplace_back(server_key_file_name, emulation::to_pem(*key));
    }
    result.emplace_back(ca_file_name, secret(authority.certificate_pem()));
    // Made anew at each start, so that the hosts are those of this start's options.
    tls_.emplace(authority.issue(options_.certificate_hosts(), std::move(key)));
    return result;
}

// The new thread takes no signals: they belong to the program's own threads.
void emulator::impl::start_thread()
{
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
        thread_ = std::thread([this] { context_.run(); });
    } catch (...) {
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
        throw;
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

emulator::impl::~impl()
{
    boost::asio::post(context_, [this] { server_->stop(); });
    thread_.join();
    try {
        if (keeps_state())
            folder_->write(service_file_name, service_->save());
    } catch (const std::exception&) {
        // Who has to know calls save_state() before.
    }
}

template <class Function>
auto emulator::impl::run(Function function)
{
    if (std::this_thread::get_id() == thread_.get_id())
        return function();
    std::packaged_task<decltype(function())()> task(std::move(function));
    auto result = task.get_future();
    boost::asio::post(context_, [&task] { task(); });
    return result.get();
}

std::string emulator::impl::endpoint() const
{
    return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port());
}

std::string emulator::impl::metadata_endpoint() const
{
    return options_.metadata() ? "http://127.0.0.1:" + std::to_string(server_->metadata_port())
                               : std::string();
}

control_reply emulator::impl::control(std::string_view method, std::string_view path, std::string_view json)
{
    constexpr std::string_view prefix = "/_emulator/";
    emulation::request request;
    request.method = method;
    request.target = path.starts_with(prefix) ? std::string(path) : std::string(prefix).append(path);
    request.headers.add("Host", "127.0.0.1:" + std::to_string(port()));
    request.headers.add("Content-Type", "application/json");
    request.body = json;
    return run([&] {
        emulation::response answer = server_->answer(request).answer;
        control_reply result;
        result.status = answer.status;
        result.body = std::move(answer.body);
        return result;
    });
}

void emulator::impl::save_state()
{
    if (!keeps_state())
        return;
    const std::string state = run([&] { return service_->save(); });
    folder_->write(service_file_name, state);
}

emulator::emulator(emulator_options options) : impl_(std::make_unique<impl>(std::move(options))) {}

emulator::~emulator() = default;

std::string emulator::endpoint() const
{
    return impl_->endpoint();
}

std::string emulator::connection_string() const
{
    return "endpoint=" + impl_->endpoint() + ";accesskey=" + std::string(impl_->access_key().reveal());
}

secret emulator::access_key() const
{
    return impl_->access_key();
}

std::string emulator::ca_file() const
{
    return impl_->ca_file();
}

std::string emulator::state_dir() const
{
    return impl_->state_dir();
}

std::uint16_t emulator::port() const
{
    return impl_->port();
}

std::string emulator::authority_host() const
{
    return impl_->endpoint();
}

std::string emulator::tenant_id() const
{
    return to_string(impl_->directory().tenant());
}

std::string emulator::client_id() const
{
    return to_string(impl_->directory().client());
}

secret emulator::client_secret() const
{
    return impl_->directory().client_secret();
}

std::string emulator::metadata_endpoint() const
{
    return impl_->metadata_endpoint();
}

secret emulator::identity_header() const
{
    return impl_->directory().identity_header();
}

control_reply emulator::control(std::string_view method, std::string_view path, std::string_view json)
{
    return impl_->control(method, path, json);
}

void emulator::save_state()
{
    impl_->save_state();
}

} // namespace acs
