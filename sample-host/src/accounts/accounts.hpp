// Accounts and their permissions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "host_sdk/company.hpp"

namespace sample_host {

/// The permission to see and change the company's settings; administrators have it.
inline constexpr std::string_view kCompanySettings = "company.settings";

/// The accounts of host.yaml. Immutable after construction; any thread.
class Accounts {
 public:
  explicit Accounts(std::vector<AccountConfig> accounts);

  [[nodiscard]] std::optional<AccountConfig> find(std::string_view name) const;

  /// Returns the account if name and password are correct. Takes about 100 ms and 64 MiB, whether or not the
  /// name exists: call it on a worker thread.
  [[nodiscard]] std::optional<AccountConfig> check(std::string_view name, std::string_view password) const;

 private:
  std::vector<AccountConfig> accounts_;
  std::string decoy_hash_;
};

/// Changes with the account's password. Stored with every session, which is valid only while the stamp is the
/// same.
[[nodiscard]] std::string account_stamp(const AccountConfig& account);

[[nodiscard]] std::string_view role_name(Role role);

/// Returns the actor of an account that sends a request from the address `client`, with the permissions of
/// its role.
[[nodiscard]] host_sdk::Actor actor_of(const AccountConfig& account, const std::string& client);

/// Returns the actor for the command line, with the permissions of an administrator. It comes from this
/// machine and the operating system's user.
[[nodiscard]] host_sdk::Actor command_line_actor();

/// Returns the role that the actor's permissions stand for.
[[nodiscard]] Role role_of(const host_sdk::Actor& actor);

}  // namespace sample_host
