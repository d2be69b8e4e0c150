// A Google that goes on living while it is read.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fake_google.hpp"

namespace gup::testing {

/// Answers from `directory` as it is at that moment; `before` may change it, throw, or do what else happens
/// during a call. For one run at a time.
class LivingGoogle final : public google::GoogleService {
 public:
  using LookupResult = Confirmation::LookupResult;

  /// Four units, two groups and three people of acme.com.
  LivingGoogle();

  FakeDirectory directory;
  /// What is said of people by id; of others what the directory holds.
  std::map<std::string, LookupResult> lookup_results;
  /// Called at the start of each call with its name: units, groups, users, members, confirm, revoke.
  std::function<void(const std::string& call, host_sdk::TaskMonitor& monitor)> before;
  google::Revocation revocation = google::Revocation::revoked;
  std::optional<SecretText> replaced_token;

  /// The calls so far, in order.
  std::vector<std::string> calls;
  /// The ids of the last `confirm`.
  std::vector<std::string> asked_about;
  /// The refresh tokens, or the keys' ids, with which directories were opened, in order.
  std::vector<std::string> tokens;

  [[nodiscard]] std::ptrdiff_t calls_of(const std::string& call) const;

  [[nodiscard]] std::string authorization_url(const google::AuthorizationRequest&) const override;
  google::Grant exchange(const google::CodeExchange&, host_sdk::TaskMonitor&) override;
  google::Administrator probe(const google::Grant&, host_sdk::TaskMonitor&) override;
  google::Administrator probe(const google::DelegatedAccess&, host_sdk::TaskMonitor&) override;
  std::unique_ptr<google::DirectoryReader> open_directory(const google::Credentials& credentials,
                                                          const std::string& account_id) override;
  google::Revocation revoke(const SecretText& refresh_token, host_sdk::TaskMonitor& monitor) override;

  /// Notes a call; throws `Cancelled` when the monitor asks for the end before or after `before`.
  void enter(const std::string& call, host_sdk::TaskMonitor& monitor);
};

}  // namespace gup::testing
