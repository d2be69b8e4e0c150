// A Google whose directory a test changes while it is read.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fake_google.hpp"

namespace gup::testing {

/// Answers from the current `directory`; `before` may change it, throw, or do anything else that happens
/// during a call. For one run at a time.
class ScriptedGoogle final : public google::GoogleService {
 public:
  /// Four units, two groups and three people of acme.com.
  ScriptedGoogle();

  FakeDirectory directory;
  /// Opens another reader than the one of `directory`, if it is set.
  std::function<std::unique_ptr<google::DirectoryReader>()> open;
  /// The custom attributes; nothing if the account may not list them.
  std::optional<std::vector<KnownAttribute>> attributes;
  bool refuses_custom_fields = false;
  /// The mappings that a reader was asked to read by, in order.
  std::vector<FieldMapping> mappings_asked_for;
  std::size_t users_a_page = 500;
  /// Results of `confirm` by id. Others follow from `directory`.
  std::map<std::string, LookupResult> lookup_results;
  /// Called at the start of each call with its name: units, groups, users, members, confirm or revoke.
  std::function<void(const std::string& call, host_sdk::TaskMonitor& monitor)> before;
  /// What each reader says about objects that kept failing.
  bool keeps_failing = false;
  google::Revocation revocation = google::Revocation::revoked;
  std::optional<SecretText> replaced_token;
  /// Of the last reader that has one.
  google::RetryListener retry_listener;

  /// The calls so far, in order.
  std::vector<std::string> calls;
  /// The ids of the last `confirm`.
  std::vector<std::string> confirmed_ids;
  /// The refresh tokens, or the ids of the keys, of opened directories, in order.
  std::vector<std::string> tokens;
  std::vector<std::string> revoked;

  [[nodiscard]] std::ptrdiff_t calls_of(const std::string& call) const;

  [[nodiscard]] std::string authorization_url(const google::AuthorizationRequest&) const override;
  google::Grant exchange(const google::CodeExchange&, host_sdk::TaskMonitor&) override;
  google::Administrator probe(const google::Grant&, host_sdk::TaskMonitor&) override;
  google::Administrator probe(const google::RefreshToken&, const google::ProbedAccount&,
                              host_sdk::TaskMonitor&) override;
  google::Administrator probe(const google::DelegatedAccess&, host_sdk::TaskMonitor&) override;
  std::unique_ptr<google::DirectoryReader> open_directory(const google::Credentials& credentials,
                                                          const std::string& account_id) override;
  [[nodiscard]] const google::Traffic& traffic() const override { return traffic_; }
  google::Revocation revoke(const SecretText& refresh_token, host_sdk::TaskMonitor& monitor) override;

  /// Records a call; throws `Cancelled` if the monitor is cancelled before or after `before`.
  void enter(const std::string& call, host_sdk::TaskMonitor& monitor);
  google::Traffic traffic_;
};

}  // namespace gup::testing
