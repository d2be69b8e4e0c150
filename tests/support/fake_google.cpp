#include "fake_google.hpp"

#include <algorithm>
#include <set>

namespace gup::testing {
namespace {

using google::DirectoryReader;
using google::DirectorySink;

/// Reads a snapshot of the fake directory.
class FakeReader final : public DirectoryReader {
 public:
  FakeReader(FakeDirectory directory, std::optional<Failure> failure, std::function<void()> before_lookup,
             std::optional<SecretText> replaced_token)
      : directory_(std::move(directory)),
        failure_(std::move(failure)),
        before_lookup_(std::move(before_lookup)),
        replaced_token_(std::move(replaced_token)) {}

  /// The users of the fake have all fields, whatever the mapping.
  void ask_for(const google::ExtraUserFields& /*extra*/, const FieldMapping& /*mapping*/) override {}
  [[nodiscard]] bool custom_fields_refused() const override { return false; }
  std::optional<std::vector<KnownAttribute>> list_attributes(host_sdk::TaskMonitor& monitor) override {
    if (before_lookup_) before_lookup_();
    count(monitor);
    return directory_.attributes;
  }
  std::vector<DirectoryUser> sample_users(int at_most, host_sdk::TaskMonitor& monitor) override {
    if (before_lookup_) before_lookup_();
    count(monitor);
    auto users = directory_.users;
    if (users.size() > static_cast<std::size_t>(at_most)) users.resize(static_cast<std::size_t>(at_most));
    return users;
  }

  std::vector<OrganizationalUnit> list_units(host_sdk::TaskMonitor& monitor) override {
    count(monitor);
    return directory_.units;
  }

  std::vector<DirectoryGroup> list_groups(host_sdk::TaskMonitor& monitor) override {
    count(monitor);
    return directory_.groups;
  }

  void read(bool with_groups, DirectorySink& sink, host_sdk::TaskMonitor& monitor) override {
    count(monitor);
    sink.on_users(directory_.users);
    if (!with_groups) return;
    std::vector<std::string> wanted = sink.on_groups(directory_.groups);
    std::set<std::string> listed;
    while (!wanted.empty()) {
      const std::string id = wanted.back();
      wanted.pop_back();
      if (!listed.insert(id).second) continue;
      count(monitor);
      for (auto& more : sink.on_group(directory_.members_of(id))) wanted.push_back(std::move(more));
    }
  }

  std::vector<Confirmation> confirm(const std::vector<std::string>& ids,
                                    host_sdk::TaskMonitor& monitor) override {
    return each<Confirmation>(ids, monitor, [this](auto& id) { return directory_.look_up_user(id); });
  }
  std::optional<std::string> customer_of(const std::string& /*account_id*/,
                                         host_sdk::TaskMonitor& /*monitor*/) override {
    return directory_.customer_id;
  }
  std::vector<Confirmation> find_users(const std::vector<std::string>& addresses,
                                       host_sdk::TaskMonitor& monitor) override {
    return each<Confirmation>(addresses, monitor,
                              [this](auto& address) { return directory_.find_user(address); });
  }
  std::vector<GroupLookup> look_up_groups(const std::vector<std::string>& ids,
                                          host_sdk::TaskMonitor& monitor) override {
    return each<GroupLookup>(ids, monitor, [this](auto& id) { return directory_.look_up_group(id); });
  }
  std::vector<UnitLookup> look_up_units(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override {
    return each<UnitLookup>(ids, monitor, [this](auto& id) { return directory_.look_up_unit(id); });
  }
  std::vector<GroupAnswer> list_members(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override {
    return each<GroupAnswer>(ids, monitor, [this](auto& id) { return directory_.members_of(id); });
  }
  std::vector<MembershipAnswer> ask_memberships(const std::vector<MembershipQuestion>& questions,
                                                host_sdk::TaskMonitor& monitor) override {
    return each<MembershipAnswer>(questions, monitor, [this](auto& question) {
      return directory_.is_member(question) ? MembershipAnswer::member : MembershipAnswer::not_member;
    });
  }
  std::vector<GroupsOfPerson> groups_of(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override {
    return each<GroupsOfPerson>(ids, monitor, [this](auto& id) { return directory_.groups_of(id); });
  }

  void on_retry(google::RetryListener /*listener*/) override {}
  [[nodiscard]] Usage usage() const override { return usage_; }
  [[nodiscard]] std::optional<SecretText> replaced_refresh_token() const override { return replaced_token_; }

 private:
  void count(host_sdk::TaskMonitor& monitor) {
    if (monitor.cancel_requested()) throw Cancelled();
    ++usage_.requests;
    if (failure_) throw *failure_;
  }

  template <typename Answer, typename Question>
  std::vector<Answer> each(const std::vector<Question>& questions, host_sdk::TaskMonitor& monitor,
                           auto answer) {
    std::vector<Answer> answers;
    for (const auto& question : questions) {
      if (before_lookup_) before_lookup_();
      count(monitor);
      answers.push_back(answer(question));
    }
    return answers;
  }

  const FakeDirectory directory_;
  const std::optional<Failure> failure_;
  const std::function<void()> before_lookup_;
  const std::optional<SecretText> replaced_token_;
  Usage usage_;
};

}  // namespace

Confirmation FakeDirectory::look_up_user(const std::string& id) const {
  if (unclear_ids.contains(id)) return {id, LookupResult::unclear, std::nullopt};
  for (const auto& one : users)
    if (one.id == id) return {id, LookupResult::present, one};
  return {id, LookupResult::gone, std::nullopt};
}

Confirmation FakeDirectory::find_user(const std::string& address) const {
  if (unclear_ids.contains(address)) return {address, LookupResult::unclear, std::nullopt};
  if (foreign_addresses.contains(address)) return {address, LookupResult::unclear, std::nullopt, true};
  for (const auto& one : users)
    if (one.primary_email == address || std::ranges::find(one.aliases, address) != one.aliases.end())
      return {address, LookupResult::present, one};
  return {address, LookupResult::gone, std::nullopt};
}

GroupLookup FakeDirectory::look_up_group(const std::string& id) const {
  if (unclear_ids.contains(id)) return {id, LookupResult::unclear, std::nullopt};
  for (const auto& one : groups)
    if (one.id == id || one.email == id) return {id, LookupResult::present, one};
  return {id, LookupResult::gone, std::nullopt};
}

UnitLookup FakeDirectory::look_up_unit(const std::string& id) const {
  if (unclear_ids.contains(id)) return {id, LookupResult::unclear, std::nullopt};
  for (const auto& one : units)
    if (one.id == id) return {id, LookupResult::present, one};
  return {id, LookupResult::gone, std::nullopt};
}

GroupAnswer FakeDirectory::members_of(const std::string& group_id) const {
  for (const auto& answer : members)
    if (answer.group_id == group_id) return answer;
  return {group_id, {}, std::nullopt};
}

bool FakeDirectory::is_member(const MembershipQuestion& question) const {
  std::set<std::string> visited;
  std::vector<std::string> to_visit{question.group_id};
  while (!to_visit.empty()) {
    const std::string group = to_visit.back();
    to_visit.pop_back();
    if (!visited.insert(group).second) continue;
    for (const Member& member : members_of(group).members) {
      if (member.id == question.person_id || member.type == MemberType::customer) return true;
      if (member.type == MemberType::group) to_visit.push_back(member.id);
    }
  }
  return false;
}

GroupsOfPerson FakeDirectory::groups_of(const std::string& person_id) const {
  GroupsOfPerson answer{person_id, std::vector<std::string>{}};
  for (const auto& group : members)
    if (std::ranges::any_of(group.members, [&](const Member& member) { return member.id == person_id; }))
      answer.group_ids->push_back(group.group_id);
  return answer;
}

OrganizationalUnit unit(const std::string& id, const std::string& path, const std::string& parent_id) {
  return {id, path, path == "/" ? "Acme Inc." : path.substr(path.rfind('/') + 1), parent_id};
}

DirectoryUser user(const std::string& id, const std::string& email, const std::string& unit_path) {
  DirectoryUser one;
  one.id = id;
  one.primary_email = email;
  one.given_name = "Given";
  one.family_name = "Family";
  one.suspended = false;
  one.archived = false;
  one.org_unit_path = unit_path;
  return one;
}

FakeGoogle::FakeGoogle() {
  grant = {"refresh-token-of-dana",
           "access-token-of-dana",
           {google::kUserScope, google::kGroupScope, google::kUnitScope},
           "1001",
           "dana@acme.com",
           "acme.com"};
  administrator = {"1001", "dana@acme.com", "C01"};
  directory.units = {unit("id:root", "/", ""), unit("id:sales", "/Sales", "id:root"),
                     unit("id:emea", "/Sales/EMEA", "id:sales"), unit("id:eng", "/Engineering", "id:root")};
  directory.groups = {{"g-staff", "staff@acme.com", "All staff"}, {"g-board", "board@acme.com", ""}};
  directory.users = {user("u1", "ada@acme.com", "/Engineering"), user("u2", "bo@acme.com", "/Sales"),
                     user("u3", "cy@acme.com", "/Sales/EMEA")};
}

std::vector<google::CodeExchange> FakeGoogle::exchanges() const {
  const std::lock_guard lock(mutex_);
  return exchanges_;
}

std::vector<std::string> FakeGoogle::revoked_tokens() const {
  const std::lock_guard lock(mutex_);
  return revoked_tokens_;
}

std::vector<google::DelegatedAccess> FakeGoogle::delegations() const {
  const std::lock_guard lock(mutex_);
  return delegations_;
}

int FakeGoogle::directories_opened() const {
  const std::lock_guard lock(mutex_);
  return directories_opened_;
}

std::string FakeGoogle::authorization_url(const google::AuthorizationRequest& request) const {
  // Contains the verifier's length in place of the hash, so that tests can see that there is one.
  return "https://accounts.google.com/o/oauth2/v2/auth?state=" + request.state +
         "&redirect_uri=" + request.redirect_uri + "&login_hint=" + request.login_hint +
         "&code_challenge=" + std::to_string(request.code_verifier.reveal().size()) +
         (request.with_schemas ? "&with_schemas" : "");
}

google::Grant FakeGoogle::exchange(const google::CodeExchange& exchange, host_sdk::TaskMonitor&) {
  const std::lock_guard lock(mutex_);
  exchanges_.push_back(exchange);
  if (exchange_failure) throw *exchange_failure;
  return grant;
}

google::Administrator FakeGoogle::probe(const google::Grant&, host_sdk::TaskMonitor&) {
  if (const auto meanwhile = before_answer; meanwhile) meanwhile();
  if (probe_failure) throw *probe_failure;
  return administrator;
}

google::Administrator FakeGoogle::probe(const google::RefreshToken&, const google::ProbedAccount&,
                                        host_sdk::TaskMonitor& monitor) {
  return probe(grant, monitor);
}

google::Administrator FakeGoogle::probe(const google::DelegatedAccess& access, host_sdk::TaskMonitor&) {
  if (const auto meanwhile = before_answer; meanwhile) meanwhile();
  const std::lock_guard lock(mutex_);
  delegations_.push_back(access);
  if (delegation_refusal) throw *delegation_refusal;
  if (probe_failure) throw *probe_failure;
  return administrator;
}

std::unique_ptr<DirectoryReader> FakeGoogle::open_directory(const google::Credentials&, const std::string&) {
  if (const auto meanwhile = before_answer; meanwhile) meanwhile();
  const std::lock_guard lock(mutex_);
  ++directories_opened_;
  return std::make_unique<FakeReader>(directory, directory_failure, before_lookup, replaced_token);
}

google::Revocation FakeGoogle::revoke(const SecretText& refresh_token, host_sdk::TaskMonitor&) {
  const std::lock_guard lock(mutex_);
  revoked_tokens_.push_back(refresh_token.reveal());
  return revocation;
}

}  // namespace gup::testing
