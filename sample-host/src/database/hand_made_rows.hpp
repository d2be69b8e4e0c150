// Target users and groups that people make by hand on the host's own pages: rows whose provider is ''.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "database/target_users.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class SessionPool;

/// How a change ended.
enum class HandMade : std::uint8_t {
  done,
  /// Another row has that e-mail address or name.
  taken,
  /// There is no such row, or a provider manages it.
  not_by_hand,
};

/// Writes hand-made rows only: what a provider manages stays as it is, whatever the request says. Every
/// function throws DatabaseError; a key that another process took in the same moment is `taken`.
class HandMadeRows {
 public:
  explicit HandMadeRows(SessionPool& pool) : pool_(pool) {}

  /// `user` with company, e-mail address and fields; key, id and times are filled in.
  [[nodiscard]] HandMade create_user(TargetUser& user, host_sdk::Timestamp now);
  [[nodiscard]] HandMade update_user(const TargetUser& user, host_sdk::Timestamp now);
  /// With all memberships.
  [[nodiscard]] HandMade delete_user(std::string_view company_id, std::int64_t id);

  [[nodiscard]] HandMade create_group(std::string_view company_id, std::string_view name,
                                      host_sdk::Timestamp now, std::int64_t& id);
  /// With all memberships.
  [[nodiscard]] HandMade delete_group(std::string_view company_id, std::int64_t id);

  /// A membership made by hand, in any group; adding it twice is fine.
  void add_member(std::int64_t group_id, std::int64_t user_id);
  void remove_member(std::int64_t group_id, std::int64_t user_id);
  /// True if the person was put into the group by hand.
  [[nodiscard]] bool is_member_by_hand(std::int64_t group_id, std::int64_t user_id);

 private:
  SessionPool& pool_;
};

}  // namespace sample_host
