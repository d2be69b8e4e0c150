#include "accounts/accounts.hpp"

#include <algorithm>

#include "accounts/password.hpp"
#include "host_sdk/process.hpp"
#include "services/machine.hpp"

namespace sample_host {

Accounts::Accounts(std::vector<AccountConfig> accounts)
    : accounts_(std::move(accounts)),
      // Checked for unknown names, so that the time taken does not reveal which names exist.
      decoy_hash_(accounts_.empty() ? std::string{} : accounts_.front().password_hash) {}

std::optional<AccountConfig> Accounts::find(std::string_view name) const {
  const auto found = std::find_if(accounts_.begin(), accounts_.end(),
                                  [&](const auto& account) { return account.name == name; });
  if (found == accounts_.end()) return {};
  return *found;
}

std::optional<AccountConfig> Accounts::check(std::string_view name, std::string_view password) const {
  auto account = find(name);
  const bool fits = password_fits(account ? account->password_hash : decoy_hash_, password);
  if (!account || !fits) return {};
  return account;
}

std::string account_stamp(const AccountConfig& account) {
  return sha256_hex(account.name + '\0' + account.password_hash).substr(0, 32);
}

std::string_view role_name(Role role) {
  return role == Role::administrator ? "administrator" : "viewer";
}

host_sdk::Actor actor_of(const AccountConfig& account, const std::string& client) {
  host_sdk::Actor actor{account.name, account.name, {}, "page, " + client};
  if (account.role == Role::administrator) actor.can.emplace_back(kCompanySettings);
  return actor;
}

host_sdk::Actor command_line_actor() {
  return {"",
          "Command line",
          {std::string{kCompanySettings}},
          "command line, " + system_user() + " on " + host_sdk::machine_name()};
}

Role role_of(const host_sdk::Actor& actor) {
  return may(actor, kCompanySettings) ? Role::administrator : Role::viewer;
}

}  // namespace sample_host
