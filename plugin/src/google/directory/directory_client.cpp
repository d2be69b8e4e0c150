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
#include "google/directory/unit_listing.hpp"
#include "google/directory/user_listing.hpp"
#include "google/fields/schema_client.hpp"

namespace gup::google {

namespace asio = boost::asio;
using host_sdk::TaskMonitor;

namespace {

/// The largest number of people to look up one by one.
constexpr std::size_t kFewPeople = 20;

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
        schemas_(loop_, http_, token_client_, access, api_),
        tokens_(loop_, token_client_, std::move(access.credentials)),
        api_(loop_, http_, tokens_, std::move(access.pacer), access.clock, std::move(access.random),
             access.traffic),
        requests_(access.settings.endpoints.directory) {}

  void ask_for(const ExtraUserFields& extra, const FieldMapping& mapping) override {
    requests_.ask_for(extra, mapping);
    fields_ = FieldValues(mapping);
  }
  [[nodiscard]] bool custom_fields_refused() const override { return requests_.leaves_out_custom(); }

  std::optional<std::vector<KnownAttribute>> list_attributes(TaskMonitor& monitor) override {
    std::optional<std::vector<KnownAttribute>> attributes;
    try {
      loop_.run(schemas_.read(requests_.schemas(), attributes), monitor);
    } catch (const Failure& failure) {
      // Whether the access to users is lost shows when they are read.
      if (failure.code() != host_sdk::ResultCode::access_lost) throw;
    }
    return attributes;
  }

  std::vector<DirectoryUser> sample_users(int at_most, TaskMonitor& monitor) override {
    std::vector<DirectoryUser> users;
    loop_.run(read_sample(at_most, users), monitor);
    return users;
  }

  std::vector<OrganizationalUnit> list_units(TaskMonitor& monitor) override {
    std::vector<OrganizationalUnit> units;
    UnitListing listing(loop_, api_, requests_, max_concurrency_);
    loop_.run(read_units(units, listing), monitor);
    return units;
  }

  std::vector<DirectoryGroup> list_groups(TaskMonitor& monitor) override {
    std::vector<DirectoryGroup> groups;
    loop_.run(read_groups(groups), monitor);
    return groups;
  }

  void read(bool with_groups, DirectorySink& sink, TaskMonitor& monitor) override {
    DirectoryRead read{sink, {loop_, api_, requests_, fields_, sink}, {}, {}, 0};
    loop_.run(read_all(read, with_groups), monitor);
  }

  std::vector<Confirmation> confirm(const std::vector<std::string>& ids, TaskMonitor& monitor) override {
    std::unordered_set<std::string> deleted;
    if (ids.size() > kFewPeople) loop_.run(find_deleted({ids.begin(), ids.end()}, deleted), monitor);
    std::vector<Confirmation> answers(ids.size());
    std::vector<Confirmation*> open;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      answers[i].id = ids[i];
      if (deleted.contains(ids[i]))
        answers[i].result = LookupResult::gone;
      else
        open.push_back(&answers[i]);
    }
    ask_all<Confirmation*>(open, monitor, [this](Confirmation*& answer) { return look_up(*answer); });
    return answers;
  }

  std::optional<std::string> customer_of(const std::string& account_id, TaskMonitor& monitor) override {
    std::optional<std::string> customer;
    loop_.run(read_customer(account_id, customer), monitor);
    return customer;
  }

  std::vector<Confirmation> find_users(const std::vector<std::string>& addresses,
                                       TaskMonitor& monitor) override {
    return ask_about_each<Confirmation>(addresses, &Confirmation::id, monitor,
                                        [this](Confirmation& answer) { return find_user(answer); });
  }

  std::vector<GroupLookup> look_up_groups(const std::vector<std::string>& ids,
                                          TaskMonitor& monitor) override {
    return ask_about_each<GroupLookup>(ids, &GroupLookup::id, monitor,
                                       [this](GroupLookup& answer) { return look_up(answer); });
  }

  std::vector<UnitLookup> look_up_units(const std::vector<std::string>& ids, TaskMonitor& monitor) override {
    return ask_about_each<UnitLookup>(ids, &UnitLookup::id, monitor,
                                      [this](UnitLookup& answer) { return look_up(answer); });
  }

  std::vector<GroupAnswer> list_members(const std::vector<std::string>& group_ids,
                                        TaskMonitor& monitor) override {
    return ask_about_each<GroupAnswer>(group_ids, &GroupAnswer::group_id, monitor,
                                       [this](GroupAnswer& answer) { return read_members(answer); });
  }

  std::vector<MembershipAnswer> ask_memberships(const std::vector<MembershipQuestion>& questions,
                                                TaskMonitor& monitor) override {
    std::vector<std::pair<MembershipQuestion, MembershipAnswer>> asked;
    asked.reserve(questions.size());
    for (const auto& question : questions) asked.emplace_back(question, MembershipAnswer::unclear);
    ask_all<std::pair<MembershipQuestion, MembershipAnswer>>(
        asked, monitor, [this](auto& pair) { return ask_membership(pair.first, pair.second); });
    std::vector<MembershipAnswer> answers;
    answers.reserve(asked.size());
    for (const auto& [question, answer] : asked) answers.push_back(answer);
    return answers;
  }

  std::vector<GroupsOfPerson> groups_of(const std::vector<std::string>& person_ids,
                                        TaskMonitor& monitor) override {
    return ask_about_each<GroupsOfPerson>(person_ids, &GroupsOfPerson::person_id, monitor,
                                          [this](GroupsOfPerson& answer) { return read_groups_of(answer); });
  }

  void on_retry(RetryListener listener) override { api_.listen(std::move(listener)); }

  Usage usage() const override { return api_.usage() + schemas_.usage(); }
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

  asio::awaitable<void> read_units(std::vector<OrganizationalUnit>& units, UnitListing& listing) {
    ApiRequest request{{"orgunits.list", CallKind::whole_tree, false}, requests_.units()};
    const auto unreadable = co_await api_.get(
        std::move(request), [&units](std::string_view body) { units = decode_units(body); });
    // Google fails above about 5,000 units.
    if (unreadable) co_await listing.read(units);
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
    co_await read_members(answer);
    --read.running;
    queue_groups(read, read.sink.on_group(std::move(answer)));
  }

  asio::awaitable<void> read_members(GroupAnswer& answer) {
    PagedMethod<Member> method{
        "members.list", CallKind::object,
        [this, &answer](const std::string& token) { return requests_.members(answer.group_id, token); },
        &decode_members};
    answer.unreadable = co_await read_list<Member>(api_, std::move(method), collect_into(answer.members));
    // An incomplete list is not used.
    if (answer.unreadable) answer.members.clear();
  }

  // Questions about single objects

  template <typename Answer>
  using Ask = std::function<asio::awaitable<void>(Answer& answer)>;

  template <typename Answer>
  std::vector<Answer> ask_about_each(const std::vector<std::string>& ids, std::string Answer::*id_of,
                                     TaskMonitor& monitor, const Ask<Answer>& ask) {
    std::vector<Answer> answers(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) answers[i].*id_of = ids[i];
    ask_all(answers, monitor, ask);
    return answers;
  }

  template <typename Answer>
  void ask_all(std::vector<Answer>& answers, TaskMonitor& monitor, const Ask<Answer>& ask) {
    std::size_t next = 0;
    loop_.run(start_asking(answers, next, ask), monitor);
  }

  template <typename Answer>
  asio::awaitable<void> start_asking(std::vector<Answer>& answers, std::size_t& next,
                                     const Ask<Answer>& ask) {
    const std::size_t concurrent = std::min(max_concurrency_, answers.size());
    for (std::size_t started = 0; started < concurrent; ++started)
      loop_.spawn(keep_asking(answers, next, ask));
    co_return;
  }

  template <typename Answer>
  asio::awaitable<void> keep_asking(std::vector<Answer>& answers, std::size_t& next, const Ask<Answer>& ask) {
    while (next < answers.size()) co_await ask(answers[next++]);
  }

  /// Sends one request about one object.
  asio::awaitable<std::optional<Unreadable>> ask(std::string_view method, std::string url,
                                                 ApiCaller::Decoder decode) {
    ApiRequest request{{method, CallKind::object, false}, std::move(url)};
    co_return co_await api_.get(std::move(request), std::move(decode));
  }

  /// What an answer about the object `id`, or with that address, says, given why it cannot be read and its
  /// id.
  static LookupResult result_of(std::optional<Unreadable> unreadable, const std::string& id,
                                const std::string& id_in_answer) {
    if (unreadable) return unreadable == Unreadable::gone ? LookupResult::gone : LookupResult::unclear;
    // The id may be another object's alias; such an answer says nothing about this one.
    const bool is_address = id.find('@') != std::string::npos;
    return id == id_in_answer || is_address ? LookupResult::present : LookupResult::unclear;
  }

  /// Finds those of `wanted` that Google lists as deleted. A list that cannot be read answers for no one, and
  /// at most as many pages are read as a tenth of the requests that they may save.
  asio::awaitable<void> find_deleted(std::unordered_set<std::string> wanted,
                                     std::unordered_set<std::string>& deleted) {
    const std::size_t most_pages = 1 + wanted.size() / 10;
    std::size_t pages = 0;
    PagedMethod<std::string> method{
        "users.list", CallKind::object,
        [this](const std::string& token) { return requests_.deleted_users(token); }, &decode_deleted_users};
    PageReceiver<std::string> receiver{[&](std::vector<std::string> ids, bool) {
                                         for (std::string& id : ids)
                                           if (wanted.contains(id)) deleted.insert(std::move(id));
                                         return ++pages < most_pages && deleted.size() < wanted.size();
                                       },
                                       [&] { return false; }};
    const auto unreadable = co_await read_list<std::string>(api_, std::move(method), std::move(receiver));
    if (unreadable) deleted.clear();
  }

  /// The first users by address.
  asio::awaitable<void> read_sample(int at_most, std::vector<DirectoryUser>& users) {
    for (bool is_read = false; !is_read;) {
      const auto doubtful = requests_.doubtful();
      try {
        ApiRequest request{{"users.list", CallKind::list, false},
                           requests_.users("", Order::ascending, at_most)};
        co_await api_.get(std::move(request),
                          [&](std::string_view body) { users = decode_users(body, fields_).items; });
        is_read = true;
      } catch (const InvalidRequest&) {
        if (!requests_.leave_out_after(doubtful)) throw;
      }
    }
  }

  asio::awaitable<void> read_customer(const std::string& account_id, std::optional<std::string>& customer) {
    co_await ask("users.get", requests_.administrator(account_id),
                 [&customer](std::string_view body) { customer = decode_administrator(body).customer_id; });
  }

  asio::awaitable<void> look_up(Confirmation& answer) {
    DirectoryUser user;
    const auto unreadable = co_await get_user(answer.id, user);
    answer.result = result_of(unreadable, answer.id, user.id);
    if (answer.result == LookupResult::present) answer.user = std::move(user);
  }

  asio::awaitable<void> find_user(Confirmation& answer) {
    DirectoryUser user;
    const auto unreadable = co_await get_user(answer.id, user);
    answer.result = result_of(unreadable, answer.id, user.id);
    answer.is_forbidden = unreadable == Unreadable::forbidden;
    if (answer.result == LookupResult::present) answer.user = std::move(user);
  }

  asio::awaitable<std::optional<Unreadable>> get_user(const std::string& key, DirectoryUser& user) {
    const auto decode = [this, &user](std::string_view body) { user = decode_single_user(body, fields_); };
    while (true) {
      const auto doubtful = requests_.doubtful();
      try {
        co_return co_await ask("users.get", requests_.user(key), decode);
      } catch (const InvalidRequest&) {
        if (!requests_.leave_out_after(doubtful)) throw;
      }
    }
  }

  asio::awaitable<void> look_up(GroupLookup& answer) {
    DirectoryGroup group;
    const auto unreadable =
        co_await ask("groups.get", requests_.group(answer.id),
                     [&group](std::string_view body) { group = decode_single_group(body); });
    answer.result = result_of(unreadable, answer.id, group.id);
    if (answer.result == LookupResult::present) answer.group = std::move(group);
  }

  asio::awaitable<void> look_up(UnitLookup& answer) {
    OrganizationalUnit unit;
    const auto unreadable = co_await ask("orgunits.get", requests_.unit(answer.id),
                                         [&unit](std::string_view body) { unit = decode_single_unit(body); });
    answer.result = result_of(unreadable, answer.id, unit.id);
    if (answer.result == LookupResult::present) answer.unit = std::move(unit);
  }

  asio::awaitable<void> ask_membership(const MembershipQuestion& question, MembershipAnswer& answer) {
    bool is_member = false;
    const auto unreadable =
        co_await ask("members.hasMember", requests_.has_member(question.group_id, question.person_id),
                     [&is_member](std::string_view body) { is_member = decode_is_member(body); });
    if (!unreadable) answer = is_member ? MembershipAnswer::member : MembershipAnswer::not_member;
  }

  asio::awaitable<void> read_groups_of(GroupsOfPerson& answer) {
    PagedMethod<DirectoryGroup> method{
        "groups.list", CallKind::object,
        [this, &answer](const std::string& token) { return requests_.groups_of(answer.person_id, token); },
        &decode_groups};
    std::vector<DirectoryGroup> groups;
    if (co_await read_list<DirectoryGroup>(api_, std::move(method), collect_into(groups))) co_return;
    answer.group_ids.emplace();
    for (DirectoryGroup& group : groups) answer.group_ids->push_back(std::move(group.id));
  }

  std::size_t max_concurrency_;
  EventLoop loop_;
  HttpClient http_;
  TokenClient token_client_;
  SchemaClient schemas_;
  TokenSource tokens_;
  ApiCaller api_;
  DirectoryRequests requests_;
  FieldValues fields_;
};

}  // namespace

std::unique_ptr<DirectoryReader> make_directory_client(DirectoryAccess access) {
  return std::make_unique<DirectoryClient>(std::move(access));
}

}  // namespace gup::google
