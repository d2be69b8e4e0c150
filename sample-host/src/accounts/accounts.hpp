// Who may sign in, and what the person may do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "host_sdk/company.hpp"

namespace sample_host {

/// The permission to see and change the settings of one's company; held by administrators.
inline constexpr std::string_view kCompanySettings = "company.settings";

/// The accounts of host.yaml. Immutable after construction; any thread.
class Accounts {
 public:
  explicit Accounts(std::vector<AccountConfig> accounts);

  [[nodiscard]] std::optional<AccountConfig> find(std::string_view name) const;

  /// The account, if name and password fit. Takes about 100 ms and 64 MB whether or not the name exists, so
  /// call it on a worker thread.
  [[nodiscard]] std::optional<AccountConfig> check(std::string_view name, std::string_view password) const;

 private:
  std::vector<AccountConfig> accounts_;
  std::string decoy_hash_;
};

/// Changes whenever the account's password changes: kept with every sign-in, which counts only as long as the
/// stamp is the same.
[[nodiscard]] std::string account_stamp(const AccountConfig& account);

[[nodiscard]] std::string_view role_name(Role role);

/// The person behind a request, with the permissions of the role.
[[nodiscard]] host_sdk::Actor actor_of(const AccountConfig& account);

/// The operator on the command line, who may do what an administrator may.
[[nodiscard]] host_sdk::Actor command_line_actor();

/// True when an actor has the permission; the empty one is everybody's.
[[nodiscard]] bool may(const host_sdk::Actor& actor, std::string_view permission);

/// Which role an actor has, by its permissions.
[[nodiscard]] Role role_of(const host_sdk::Actor& actor);

}  // namespace sample_host
