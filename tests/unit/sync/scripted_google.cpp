#include "scripted_google.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace gup::testing {
namespace {

class ScriptedReader final : public google::DirectoryReader {
 public:
  explicit ScriptedReader(ScriptedGoogle& google) : google_(google) {}

  void ask_for(const google::ExtraUserFields& /*extra*/, const FieldMapping& mapping) override {
    google_.mappings_asked_for.push_back(mapping);
  }
  [[nodiscard]] bool custom_fields_refused() const override { return google_.refuses_custom_fields; }
  std::optional<std::vector<KnownAttribute>> list_attributes(host_sdk::TaskMonitor& monitor) override {
    enter("schemas", monitor);
    return google_.attributes;
  }
  std::vector<DirectoryUser> sample_users(int /*at_most*/, host_sdk::TaskMonitor& monitor) override {
    enter("sample", monitor);
    return google_.directory.users;
  }

  std::vector<OrganizationalUnit> list_units(host_sdk::TaskMonitor& monitor) override {
    enter("units", monitor);
    return google_.directory.units;
  }

  std::vector<DirectoryGroup> list_groups(host_sdk::TaskMonitor& monitor) override {
    enter("groups", monitor);
    return google_.directory.groups;
  }

  void read(bool with_groups, google::DirectorySink& sink, host_sdk::TaskMonitor& monitor) override {
    enter("users", monitor);
    const auto& users = google_.directory.users;
    for (std::size_t at = 0; at < users.size(); at += google_.users_a_page)
      sink.on_users(
          {users.begin() + static_cast<std::ptrdiff_t>(at),
           users.begin() + static_cast<std::ptrdiff_t>(std::min(at + google_.users_a_page, users.size()))});
    if (!with_groups) return;
    enter("groups", monitor);
    std::vector<std::string> wanted = sink.on_groups(google_.directory.groups);
    std::set<std::string> listed;
    while (!wanted.empty()) {
      const std::string id = wanted.back();
      wanted.pop_back();
      if (!listed.insert(id).second) continue;
      enter("members", monitor);
      for (auto& more : sink.on_group(google_.directory.members_of(id))) wanted.push_back(std::move(more));
    }
  }

  std::vector<Confirmation> confirm(const std::vector<std::string>& ids,
                                    host_sdk::TaskMonitor& monitor) override {
    google_.confirmed_ids = ids;
    auto answers = each<Confirmation>("confirm", ids, monitor,
                                      [this](auto& id) { return google_.directory.look_up_user(id); });
    for (auto& answer : answers)
      if (const auto result = google_.lookup_results.find(answer.id); result != google_.lookup_results.end())
        answer.result = result->second;
    return answers;
  }
  std::optional<std::string> customer_of(const std::string& /*account_id*/,
                                         host_sdk::TaskMonitor& /*monitor*/) override {
    return google_.directory.customer_id;
  }
  std::vector<Confirmation> find_users(const std::vector<std::string>& addresses,
                                       host_sdk::TaskMonitor& monitor) override {
    return each<Confirmation>("find users", addresses, monitor,
                              [this](auto& address) { return google_.directory.find_user(address); });
  }
  std::vector<GroupLookup> look_up_groups(const std::vector<std::string>& ids,
                                          host_sdk::TaskMonitor& monitor) override {
    return each<GroupLookup>("look up groups", ids, monitor,
                             [this](auto& id) { return google_.directory.look_up_group(id); });
  }
  std::vector<UnitLookup> look_up_units(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override {
    return each<UnitLookup>("look up units", ids, monitor,
                            [this](auto& id) { return google_.directory.look_up_unit(id); });
  }
  std::vector<GroupAnswer> list_members(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override {
    return each<GroupAnswer>("members again", ids, monitor,
                             [this](auto& id) { return google_.directory.members_of(id); });
  }
  std::vector<MembershipAnswer> ask_memberships(const std::vector<MembershipQuestion>& questions,
                                                host_sdk::TaskMonitor& monitor) override {
    return each<MembershipAnswer>("has member", questions, monitor, [this](auto& question) {
      return google_.directory.is_member(question) ? MembershipAnswer::member : MembershipAnswer::not_member;
    });
  }
  std::vector<GroupsOfPerson> groups_of(const std::vector<std::string>& ids,
                                        host_sdk::TaskMonitor& monitor) override {
    return each<GroupsOfPerson>("groups of", ids, monitor,
                                [this](auto& id) { return google_.directory.groups_of(id); });
  }

  void on_retry(google::RetryListener listener) override { google_.retry_listener = std::move(listener); }
  [[nodiscard]] Usage usage() const override {
    Usage usage = usage_;
    usage.kept_failing = google_.keeps_failing;
    return usage;
  }
  [[nodiscard]] std::optional<SecretText> replaced_refresh_token() const override {
    return google_.replaced_token;
  }

 private:
  void enter(const std::string& call, host_sdk::TaskMonitor& monitor) {
    ++usage_.requests;
    google_.enter(call, monitor);
  }

  template <typename Answer, typename Question>
  std::vector<Answer> each(const std::string& call, const std::vector<Question>& questions,
                           host_sdk::TaskMonitor& monitor, auto answer) {
    enter(call, monitor);
    std::vector<Answer> answers;
    for (const auto& question : questions) answers.push_back(answer(question));
    return answers;
  }

  ScriptedGoogle& google_;
  Usage usage_;
};

}  // namespace

ScriptedGoogle::ScriptedGoogle() : directory(FakeGoogle().directory) {}

std::ptrdiff_t ScriptedGoogle::calls_of(const std::string& call) const {
  return std::count(calls.begin(), calls.end(), call);
}

void ScriptedGoogle::enter(const std::string& call, host_sdk::TaskMonitor& monitor) {
  if (monitor.cancel_requested()) throw Cancelled();
  calls.push_back(call);
  if (before) before(call, monitor);
  if (monitor.cancel_requested()) throw Cancelled();
}

std::unique_ptr<google::DirectoryReader> ScriptedGoogle::open_directory(
    const google::Credentials& credentials, const std::string&) {
  const auto* token = std::get_if<google::RefreshToken>(&credentials);
  tokens.push_back(token != nullptr ? token->text.reveal()
                                    : std::get<google::DelegatedAccess>(credentials).key.key_id);
  if (open) return open();
  return std::make_unique<ScriptedReader>(*this);
}

google::Revocation ScriptedGoogle::revoke(const SecretText& token, host_sdk::TaskMonitor& monitor) {
  enter("revoke", monitor);
  revoked.push_back(token.reveal());
  return revocation;
}

// These tests do not sign in.
std::string ScriptedGoogle::authorization_url(const google::AuthorizationRequest&) const {
  throw std::logic_error("no sign-in was expected");
}
google::Grant ScriptedGoogle::exchange(const google::CodeExchange&, host_sdk::TaskMonitor&) {
  throw std::logic_error("no sign-in was expected");
}
google::Administrator ScriptedGoogle::probe(const google::Grant&, host_sdk::TaskMonitor&) {
  throw std::logic_error("no sign-in was expected");
}
google::Administrator ScriptedGoogle::probe(const google::RefreshToken&, const google::ProbedAccount&,
                                            host_sdk::TaskMonitor&) {
  throw std::logic_error("no sign-in was expected");
}
google::Administrator ScriptedGoogle::probe(const google::DelegatedAccess&, host_sdk::TaskMonitor&) {
  throw std::logic_error("no sign-in was expected");
}

}  // namespace gup::testing
