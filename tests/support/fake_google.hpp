// Google in memory: a sign-in that the test controls, and a directory to read.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "failure.hpp"
#include "google/google_service.hpp"
#include "google/sign_in/delegation.hpp"

namespace gup::testing {

/// The contents of the fake directory.
struct FakeDirectory {
  std::vector<OrganizationalUnit> units;
  std::vector<DirectoryGroup> groups;
  std::vector<DirectoryUser> users;
  std::vector<GroupAnswer> members;
  /// Objects about which Google does not answer.
  std::set<std::string> unclear_ids;
  /// Addresses that belong to another customer.
  std::set<std::string> foreign_addresses;
  /// The customer of every account; nothing if Google does not say.
  std::optional<std::string> customer_id;
  /// The custom attributes; nothing if the account may not list them.
  std::optional<std::vector<KnownAttribute>> attributes;

  // What Google answers about single objects.
  [[nodiscard]] Confirmation look_up_user(const std::string& id) const;
  /// By the primary address or an alias.
  [[nodiscard]] Confirmation find_user(const std::string& address) const;
  /// By the id or the address.
  [[nodiscard]] GroupLookup look_up_group(const std::string& id) const;
  [[nodiscard]] UnitLookup look_up_unit(const std::string& id) const;
  /// An empty group if it is unknown.
  [[nodiscard]] GroupAnswer members_of(const std::string& group_id) const;
  /// Directly, or through nested groups.
  [[nodiscard]] bool is_member(const MembershipQuestion& question) const;
  [[nodiscard]] GroupsOfPerson groups_of(const std::string& person_id) const;
};

/// By default, the administrator grants all access. Thread-safe as long as the test changes the public
/// members between calls only.
class FakeGoogle final : public google::GoogleService {
 public:
  /// An administrator of acme.com (customer C01) with all three scopes, and a small directory.
  FakeGoogle();

  google::Grant grant;
  google::Administrator administrator;
  FakeDirectory directory;
  google::Revocation revocation = google::Revocation::revoked;
  /// Thrown by the call of that name.
  std::optional<Failure> exchange_failure;
  std::optional<Failure> probe_failure;
  /// The same for service accounts.
  std::optional<google::DelegationRefused> delegation_refusal;
  std::optional<Failure> directory_failure;
  /// Called before each probe and each opened directory: for what happens while Google is asked.
  std::function<void()> before_answer;
  /// Called before each question about a single object, each sample of users and each list of attributes.
  std::function<void()> before_lookup;
  /// The refresh token with which Google replaces the used one.
  std::optional<SecretText> replaced_token;

  /// The calls so far, in order.
  [[nodiscard]] std::vector<google::CodeExchange> exchanges() const;
  [[nodiscard]] std::vector<std::string> revoked_tokens() const;
  /// The service accounts that were probed.
  [[nodiscard]] std::vector<google::DelegatedAccess> delegations() const;
  [[nodiscard]] int directories_opened() const;

  [[nodiscard]] std::string authorization_url(const google::AuthorizationRequest& request) const override;
  google::Grant exchange(const google::CodeExchange& exchange, host_sdk::TaskMonitor& monitor) override;
  google::Administrator probe(const google::Grant& given, host_sdk::TaskMonitor& monitor) override;
  google::Administrator probe(const google::RefreshToken& token, const google::ProbedAccount& account,
                              host_sdk::TaskMonitor& monitor) override;
  google::Administrator probe(const google::DelegatedAccess& access, host_sdk::TaskMonitor& monitor) override;
  std::unique_ptr<google::DirectoryReader> open_directory(const google::Credentials& credentials,
                                                          const std::string& account_id) override;
  [[nodiscard]] const google::Traffic& traffic() const override { return traffic_; }
  google::Revocation revoke(const SecretText& refresh_token, host_sdk::TaskMonitor& monitor) override;

 private:
  mutable std::mutex mutex_;
  std::vector<google::CodeExchange> exchanges_;
  std::vector<std::string> revoked_tokens_;
  std::vector<google::DelegatedAccess> delegations_;
  int directories_opened_ = 0;
  google::Traffic traffic_;
};

/// A unit, a group and a user as Google would send them.
[[nodiscard]] OrganizationalUnit unit(const std::string& id, const std::string& path,
                                      const std::string& parent_id);
[[nodiscard]] DirectoryUser user(const std::string& id, const std::string& email,
                                 const std::string& unit_path);

}  // namespace gup::testing
