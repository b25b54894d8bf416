#include <acs/emulator.hpp>

#include "emulator/access_key.hpp"
#include "emulator/certificate_authority.hpp"
#include "emulator/server.hpp"
#include "emulator/service.hpp"
#include "emulator/state_directory.hpp"
#include "emulator/tls_context.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <csignal>
#include <future>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace acs {

namespace {

using emulation::certificate_authority;
using emulation::state_directory;

constexpr std::string_view ca_file_name = "ca.pem";
constexpr std::string_view ca_key_file_name = "ca-key.pem";
constexpr std::string_view server_key_file_name = "server-key.pem";
constexpr std::string_view access_key_file_name = "access-key";
constexpr std::string_view service_file_name = "service.json";

// A file that cannot be used stops the start: putting a new one in its place could destroy what somebody
// still needs.
template <class Use>
auto using_file(const state_directory& folder, std::string_view name, Use use)
{
    try {
        return use();
    } catch (const std::exception& failure) {
        throw std::runtime_error(
            folder.path_of(name) + " is damaged (" + failure.what() +
            "): restore it, or remove it to start anew");
    }
}

secret choose_access_key(const emulator_options& options, const std::optional<state_directory>& folder)
{
    if (!options.access_key().empty())
        return options.access_key();
    if (folder && !folder->is_temporary()) {
        if (auto stored = folder->read(access_key_file_name)) {
            while (!stored->empty() && (stored->back() == '\n' || stored->back() == '\r'))
                stored->pop_back(); // an editor's
            secret key{*stored};
            using_file(*folder, access_key_file_name, [&] { emulation::check_access_key(key); });
            return key;
        }
    }
    return emulation::make_access_key();
}

certificate_authority choose_authority(const state_directory& folder)
{
    const auto certificate = folder.read(ca_file_name);
    const auto key = folder.read(ca_key_file_name);
    if (!certificate && !key)
        return certificate_authority();
    if (!certificate || !key)
        throw std::runtime_error(
            folder.path_of(certificate ? ca_file_name : ca_key_file_name) + " without " +
            folder.path_of(certificate ? ca_key_file_name : ca_file_name) +
            ": restore the other, or remove both to start anew");
    using_file(folder, ca_key_file_name, [&] { emulation::read_key(secret(*key)); });
    return using_file(
        folder, ca_file_name, [&] { return certificate_authority(*certificate, secret(*key)); });
}

emulation::key_ptr choose_server_key(const state_directory& folder)
{
    const auto key = folder.read(server_key_file_name);
    if (!key)
        return emulation::make_key();
    return using_file(folder, server_key_file_name, [&] { return emulation::read_key(secret(*key)); });
}

emulation::service_settings settings_of(const emulator_options& options, const secret& access_key)
{
    emulation::service_settings settings;
    settings.access_key = access_key.reveal();
    settings.signing = options.signing();
    settings.quotas = options.quotas();
    settings.clock_tolerance = options.clock_tolerance();
    settings.seed = options.seed();
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
    service_.emplace(settings_of(options_, access_key_));
    if (keeps_state()) {
        if (const auto stored = folder_->read(service_file_name))
            using_file(*folder_, service_file_name, [&] { service_->load(*stored); });
    }
    files written;
    if (options_.tls())
        written = set_up_tls();
    server_.emplace(context_, *service_, options_.time(), options_.port(), tls_ ? &*tls_ : nullptr);
    // Nothing could go wrong any more but the writing itself.
    if (keeps_state()) {
        written.emplace_back(access_key_file_name, access_key_);
        written.emplace_back(service_file_name, secret(service_->save()));
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

control_reply emulator::control(std::string_view method, std::string_view path, std::string_view json)
{
    return impl_->control(method, path, json);
}

void emulator::save_state()
{
    impl_->save_state();
}

} // namespace acs
