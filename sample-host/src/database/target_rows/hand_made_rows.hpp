// Target users and groups made by hand on the host's own pages: rows whose provider is ''.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "database/target_rows/target_users.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

/// The result of a change.
enum class HandMade : std::uint8_t {
  done,
  /// Another row has the email address or name.
  taken,
  /// The row does not exist, or a provider manages it.
  not_by_hand,
};

/// Writes rows made by hand only, never rows of a provider. Every function throws SqlError; a key that
/// another process took at the same moment is `taken`.
class HandMadeRows {
 public:
  explicit HandMadeRows(HostDatabase& database) : database_(database) {}

  /// `user` has company, email address and fields; the id and the key are filled in.
  [[nodiscard]] HandMade create_user(TargetUser& user, host_sdk::Timestamp now);
  [[nodiscard]] HandMade update_user(const TargetUser& user, host_sdk::Timestamp now);
  /// Also deletes all memberships.
  [[nodiscard]] HandMade delete_user(std::string_view company_id, std::int64_t id);

  [[nodiscard]] HandMade create_group(std::string_view company_id, std::string_view name,
                                      host_sdk::Timestamp now, std::int64_t& id);
  /// Also deletes all memberships.
  [[nodiscard]] HandMade delete_group(std::string_view company_id, std::int64_t id);

  /// A membership made by hand, in any group; a second call has no effect.
  void add_member(std::int64_t group_id, std::int64_t user_id);
  void remove_member(std::int64_t group_id, std::int64_t user_id);
  /// True if the user is in the group by hand.
  [[nodiscard]] bool is_member_by_hand(std::int64_t group_id, std::int64_t user_id);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
