// The host's three tables as tests see them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "database/store.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::testing {

/// A row of target_users.
struct HostUser {
  std::string company_id;
  TargetUserRow row;
  std::optional<std::string> time_zone;
  std::int64_t created_at = 0;
};

/// A row of target_groups.
struct HostGroup {
  std::int64_t id = 0;
  std::string company_id;
  std::string name;
  std::string name_key;
  std::string provider;
  std::optional<std::string> external_id;
  std::int64_t created_at = 0;
  std::int64_t updated_at = 0;
};

/// A row of target_group_members.
struct HostMember {
  std::int64_t group_id = 0;
  std::int64_t user_id = 0;
  std::string provider;

  auto operator<=>(const HostMember&) const = default;
};

/// A row that an administrator of the host created by hand.
[[nodiscard]] HostUser hand_made_user(const std::string& company_id, std::int64_t id,
                                      const std::string& email);
[[nodiscard]] HostGroup hand_made_group(const std::string& company_id, std::int64_t id,
                                        const std::string& name);

/// Saves a connection over whatever the company has.
void put_connection(Store& store, const Connection& connection);

}  // namespace gup::testing
