#include "google/directory/directory_client.hpp"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "google/directory/api_caller.hpp"
#include "google/directory/directory_requests.hpp"
#include "google/directory/paged_list.hpp"
#include "google/directory/user_listing.hpp"

namespace gup::google {

namespace asio = boost::asio;
using host_sdk::TaskMonitor;

namespace {

/// Appends all pages of a list to `items`.
template <typename Item>
PageReceiver<Item> collect_into(std::vector<Item>& items) {
  return {[&items](std::vector<Item> page, bool) {
            std::move(page.begin(), page.end(), std::back_inserter(items));
            return true;
          },
          [&items] {
            items.clear();
            return true;
          }};
}

class DirectoryClient : public DirectoryReader {
 public:
  explicit DirectoryClient(DirectoryAccess access)
      : max_concurrency_(static_cast<std::size_t>(access.settings.concurrency)),
        loop_(access.clock),
        http_(loop_, access.limits, access.settings.ca_file),
        token_client_(loop_, http_, access.settings, access.clock, access.random),
        tokens_(loop_, token_client_, std::move(access.credentials)),
        api_(loop_, http_, tokens_, std::move(access.pacer), access.clock, std::move(access.random)),
        requests_(access.settings.endpoints.directory) {}

  std::vector<OrganizationalUnit> list_units(TaskMonitor& monitor) override {
    std::vector<OrganizationalUnit> units;
    loop_.run(read_units(units), monitor);
    return units;
  }

  std::vector<DirectoryGroup> list_groups(TaskMonitor& monitor) override {
    std::vector<DirectoryGroup> groups;
    loop_.run(read_groups(groups), monitor);
    return groups;
  }

  void read(bool with_groups, DirectorySink& sink, TaskMonitor& monitor) override {
    DirectoryRead read{sink, {loop_, api_, requests_, sink}, {}, {}, 0};
    loop_.run(read_all(read, with_groups), monitor);
  }

  void read_users_again(DirectorySink& sink, TaskMonitor& monitor) override {
    UserListing users(loop_, api_, requests_, sink);
    loop_.run(users.read_from_one_end(), monitor);
  }

  std::vector<Confirmation> confirm(const std::vector<std::string>& ids, TaskMonitor& monitor) override {
    std::vector<Confirmation> confirmations;
    confirmations.reserve(ids.size());
    for (const std::string& id : ids) confirmations.push_back({id, Confirmation::LookupResult::unclear, {}});
    std::size_t next = 0;
    loop_.run(confirm_all(confirmations, next), monitor);
    return confirmations;
  }

  Usage usage() const override { return api_.usage(); }
  std::optional<SecretText> replaced_refresh_token() const override {
    return tokens_.replaced_refresh_token();
  }

 private:
  /// The state of one `read`.
  struct DirectoryRead {
    DirectorySink& sink;
    UserListing users;
    /// Groups that the sink has requested so far.
    std::unordered_set<std::string> requested;
    /// Groups whose members are still to be listed.
    std::deque<std::string> queued;
    std::size_t running;
  };

  asio::awaitable<void> read_units(std::vector<OrganizationalUnit>& units) {
    ApiRequest request{{"orgunits.list", CallKind::list, false}, requests_.units()};
    co_await api_.get(std::move(request), [&units](std::string_view body) { units = decode_units(body); });
  }

  asio::awaitable<void> read_groups(std::vector<DirectoryGroup>& groups) {
    PagedMethod<DirectoryGroup> method{"groups.list", CallKind::list,
                                       [this](const std::string& token) { return requests_.groups(token); },
                                       &decode_groups};
    co_await read_list<DirectoryGroup>(api_, std::move(method), collect_into(groups));
  }

  asio::awaitable<void> read_all(DirectoryRead& read, bool with_groups) {
    loop_.spawn(read.users.read_from_both_ends());
    if (!with_groups) co_return;
    std::vector<DirectoryGroup> groups;
    co_await read_groups(groups);
    queue_groups(read, read.sink.on_groups(std::move(groups)));
  }

  /// Queues the groups that were not requested before, and starts as many member lists as may run
  /// concurrently.
  void queue_groups(DirectoryRead& read, std::vector<std::string> ids) {
    for (std::string& id : ids)
      if (read.requested.insert(id).second) read.queued.push_back(std::move(id));
    while (!read.queued.empty() && read.running < api_.concurrency(max_concurrency_)) {
      ++read.running;
      loop_.spawn(read_members(read, std::move(read.queued.front())));
      read.queued.pop_front();
    }
  }

  asio::awaitable<void> read_members(DirectoryRead& read, std::string group_id) {
    GroupAnswer answer{std::move(group_id), {}, std::nullopt};
    PagedMethod<Member> method{
        "members.list", CallKind::members,
        [this, &answer](const std::string& token) { return requests_.members(answer.group_id, token); },
        &decode_members};
    answer.unreadable = co_await read_list<Member>(api_, std::move(method), collect_into(answer.members));
    // An incomplete list is not used.
    if (answer.unreadable) answer.members.clear();
    --read.running;
    queue_groups(read, read.sink.on_group(std::move(answer)));
  }

  asio::awaitable<void> confirm_all(std::vector<Confirmation>& confirmations, std::size_t& next) {
    const std::size_t lookups = std::min(max_concurrency_, confirmations.size());
    for (std::size_t started = 0; started < lookups; ++started)
      loop_.spawn(confirm_next(confirmations, next));
    co_return;
  }

  asio::awaitable<void> confirm_next(std::vector<Confirmation>& confirmations, std::size_t& next) {
    while (next < confirmations.size()) {
      Confirmation& confirmation = confirmations[next++];
      ApiRequest request{{"users.get", CallKind::user, false}, requests_.user(confirmation.id)};
      DirectoryUser user;
      const auto unreadable = co_await api_.get(
          std::move(request), [&user](std::string_view body) { user = decode_single_user(body); });
      if (unreadable == Unreadable::gone) confirmation.result = Confirmation::LookupResult::gone;
      // The id may be another user's alias; such an answer says nothing about this user.
      if (unreadable || user.id != confirmation.id) continue;
      confirmation.result = Confirmation::LookupResult::present;
      confirmation.user = std::move(user);
    }
  }

  std::size_t max_concurrency_;
  EventLoop loop_;
  HttpClient http_;
  TokenClient token_client_;
  TokenSource tokens_;
  ApiCaller api_;
  DirectoryRequests requests_;
};

}  // namespace

std::unique_ptr<DirectoryReader> make_directory_client(DirectoryAccess access) {
  return std::make_unique<DirectoryClient>(std::move(access));
}

}  // namespace gup::google
