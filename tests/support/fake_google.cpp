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
  FakeReader(FakeDirectory directory, std::optional<Failure> failure)
      : directory_(std::move(directory)), failure_(std::move(failure)) {}

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
      for (auto& more : sink.on_group(members_of(id))) wanted.push_back(std::move(more));
    }
  }

  void read_users_again(DirectorySink& sink, host_sdk::TaskMonitor& monitor) override {
    read(false, sink, monitor);
  }

  std::vector<Confirmation> confirm(const std::vector<std::string>& ids,
                                    host_sdk::TaskMonitor& monitor) override {
    std::vector<Confirmation> answers;
    for (const auto& id : ids) {
      count(monitor);
      Confirmation answer{id, Confirmation::LookupResult::gone, std::nullopt};
      for (const auto& one : directory_.users)
        if (one.id == id) answer = {id, Confirmation::LookupResult::present, one};
      answers.push_back(std::move(answer));
    }
    return answers;
  }

  [[nodiscard]] Usage usage() const override { return usage_; }
  [[nodiscard]] std::optional<SecretText> replaced_refresh_token() const override { return std::nullopt; }

 private:
  void count(host_sdk::TaskMonitor& monitor) {
    if (monitor.cancel_requested()) throw Cancelled();
    ++usage_.requests;
    if (failure_) throw *failure_;
  }

  GroupAnswer members_of(const std::string& group_id) const {
    for (const auto& answer : directory_.members)
      if (answer.group_id == group_id) return answer;
    return {group_id, {}, std::nullopt};
  }

  const FakeDirectory directory_;
  const std::optional<Failure> failure_;
  Usage usage_;
};

}  // namespace

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
         "&code_challenge=" + std::to_string(request.code_verifier.reveal().size());
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
  return std::make_unique<FakeReader>(directory, directory_failure);
}

google::Revocation FakeGoogle::revoke(const SecretText& refresh_token, host_sdk::TaskMonitor&) {
  const std::lock_guard lock(mutex_);
  revoked_tokens_.push_back(refresh_token.reveal());
  return revocation;
}

}  // namespace gup::testing
