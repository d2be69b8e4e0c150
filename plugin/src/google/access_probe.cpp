#include "google/access_probe.hpp"

#include <algorithm>
#include <utility>

#include "failure.hpp"
#include "google/directory/decoders.hpp"

namespace gup::google {

namespace asio = boost::asio;
using host_sdk::ResultCode;

namespace {

constexpr CallName kUsers{"users.list", CallKind::probe, false};
constexpr CallName kGroups{"groups.list", CallKind::probe, false};
constexpr CallName kUnits{"orgunits.list", CallKind::probe, false};
constexpr CallName kSelf{"users.get", CallKind::probe, false};

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) text += index + 1 == words.size() ? " and " : ", ";
    text += words[index];
  }
  return text;
}

}  // namespace

Administrator AccessProbe::run(const ProbedAccount& account, host_sdk::TaskMonitor& monitor) {
  loop_.run(ask_for_lists(), monitor);
  ask_for_members(monitor);
  if (!refused_.empty()) {
    Failure failure(
        ResultCode::access_lost,
        "Google does not let " + account.email + " read " + join(refused_) +
            ". The account needs an administrator role that can read users, groups and organizational "
            "units. Assign one in Google's Admin console, or connect with another account.");
    failure.set_loss(AccessLoss::may_return);
    throw failure;
  }
  Administrator administrator;
  loop_.run(read_administrator(account, administrator), monitor);
  return administrator;
}

asio::awaitable<void> AccessProbe::ask_for_lists() {
  ApiRequest users{kUsers, requests_.one_user()};
  ApiRequest groups{kGroups, requests_.some_groups()};
  ApiRequest units{kUnits, requests_.top_units()};
  if (co_await api_.get(std::move(users), [](std::string_view body) { (void)decode_users(body); }))
    refused_.emplace_back("users");
  std::vector<DirectoryGroup> some_groups;
  if (co_await api_.get(std::move(groups),
                        [&](std::string_view body) { some_groups = decode_groups(body).items; }))
    refused_.emplace_back("groups");
  for (DirectoryGroup& group : some_groups) samples_.push_back({std::move(group.id)});
  // The request selects only ids, so the full decoder would fail.
  if (co_await api_.get(std::move(units), &check_unit_list)) refused_.emplace_back("organizational units");
}

void AccessProbe::ask_for_members(host_sdk::TaskMonitor& monitor) {
  if (samples_.empty()) return;
  const auto is_read = [](const Sample& sample) { return !sample.unreadable; };
  loop_.run(ask_for_samples(0, 1), monitor);
  if (is_read(samples_.front())) return;
  loop_.run(ask_for_samples(1, samples_.size()), monitor);
  if (std::ranges::any_of(samples_, is_read)) return;
  // A group that was deleted meanwhile says nothing about the access. One that keeps failing may be read
  // later; only if there is none has Google refused.
  for (const Unreadable why : {Unreadable::failing, Unreadable::forbidden}) {
    const auto sample = std::ranges::find(samples_, std::optional(why), &Sample::unreadable);
    if (sample == samples_.end()) continue;
    loop_.run(ask_for_members_of(*sample, CallKind::probe), monitor);
    if (sample->unreadable == Unreadable::forbidden) refused_.emplace_back("group members");
    return;
  }
}

asio::awaitable<void> AccessProbe::ask_for_samples(std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) loop_.spawn(ask_for_members_of(samples_[i], CallKind::sample));
  co_return;
}

asio::awaitable<void> AccessProbe::ask_for_members_of(Sample& sample, CallKind kind) {
  ApiRequest members{{"members.list", kind, false}, requests_.one_member(sample.group_id)};
  sample.unreadable =
      co_await api_.get(std::move(members), [](std::string_view body) { (void)decode_members(body); });
}

asio::awaitable<void> AccessProbe::read_administrator(const ProbedAccount& account,
                                                      Administrator& administrator) {
  ApiRequest self{kSelf, requests_.administrator(account.id)};
  const auto unknown = co_await api_.get(
      std::move(self), [&](std::string_view body) { administrator = decode_administrator(body); });
  if (unknown)
    throw Failure(ResultCode::access_lost, "Google's directory does not contain " + account.email +
                                               ". Connect with an account of your Google Workspace.");
}

}  // namespace gup::google
