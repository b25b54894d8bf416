#include "soak_cast.hpp"

#include <boost/json/parse.hpp>
#include <stdexcept>
#include <utility>

using namespace acs;

namespace {

secret mint(emulator& server, const std::string& object_id, const char* audience)
{
    const std::string wanted = R"({"appId":")" + std::string(soak_task::application) + R"(","userId":")" +
                               object_id + R"(","tenantId":")" + std::string(soak_task::tenant) +
                               R"(","audience":")" + audience + R"(","seconds":31536000})";
    const control_reply reply = server.control("POST", "entra-token", wanted);
    if (reply.status != 200)
        throw std::runtime_error("control interface: " + reply.body);
    return secret(boost::json::parse(reply.body).at("token").as_string());
}

} // namespace

soak_cast::soak_cast(emulator& server, std::string name) : name_(std::move(name))
{
    for (std::size_t i = 0; i < people_.size(); ++i) {
        person& one = people_[i];
        one.object_id = "66666666-7777-8888-9999-00000000000" + std::to_string(i);
        one.teams_token = mint(server, one.object_id, "https://auth.msft.communication.azure.com");
        one.entra_token = mint(server, one.object_id, "https://communication.azure.com/clients");
    }
}

std::string soak_cast::custom_id(std::size_t number) const
{
    return name_ + std::to_string(number);
}

std::vector<soak_task> soak_cast::introduction(std::size_t mortal) const
{
    std::vector<soak_task> list(lasting + mortal);
    for (std::size_t i = 0; i < lasting; i += 2)
        list[i].custom_id = custom_id(custom_ids + i);
    return list;
}

void soak_cast::add(const soak_task& done, communication_user made)
{
    if (done.has_custom_id() || lasting_.size() < lasting)
        lasting_.push_back({std::move(made), done.custom_id});
    else
        mortal_.push_back(std::move(made));
}

soak_task soak_cast::draw(soak_random& random)
{
    soak_task task{.what = static_cast<operation>(random.below(operation_count))};
    if (task.what == operation::delete_user && mortal_.empty())
        task.what = operation::get_token;
    switch (task.what) {
    case operation::create_user:
    case operation::create_user_and_token:
        if (random.chance(0.5))
            task.custom_id = custom_id(random.below(custom_ids));
        break;
    case operation::delete_user:
        task.user = std::move(mortal_.back());
        mortal_.pop_back();
        break;
    case operation::get_token:
    case operation::revoke_tokens:
    case operation::get_user: {
        const identity& one = random.pick(lasting_);
        task.user = one.user;
        task.custom_id = one.custom_id;
        break;
    }
    case operation::get_token_for_teams_user:
    case operation::get_token_for_teams_extension_user:
    case operation::get_token_for_entra_user:
        return draw_exchange(task.what, random);
    case operation::get_teams_extension_assignment:
    case operation::set_teams_extension_assignment:
    case operation::delete_teams_extension_assignment:
        task.object_id = random.pick(people_).object_id;
        break;
    }
    return task;
}

soak_task soak_cast::draw_exchange(operation what, soak_random& random) const
{
    const person& one = random.pick(people_);
    return {
        .what = what,
        .object_id = one.object_id,
        .entra_token = what == operation::get_token_for_entra_user ? one.entra_token : one.teams_token};
}

soak_task soak_cast::easy_task() const
{
    return {
        .what = operation::get_token, .user = lasting_.front().user, .custom_id = lasting_.front().custom_id};
}
