// Reading the host's target groups (tables target_groups and target_group_members).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/target_rows/key_window.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

struct TargetGroup {
  std::int64_t id = 0;
  std::string company_id;
  std::string name;
  std::string name_key;
  std::string provider;
  std::optional<std::string> external_id;
  host_sdk::Timestamp created_at;
  host_sdk::Timestamp updated_at;
  /// Users with any membership in the group; counted up to `kMembersCounted`.
  std::int64_t member_count = 0;
};

inline constexpr std::int64_t kMembersCounted = 1000;

struct GroupFilter {
  std::string search;
  std::optional<std::string> provider;
};

struct GroupList {
  std::vector<TargetGroup> groups;
  /// The cursor of the next page; empty at the end. A page that is not full, or empty, may have a next page.
  std::string next;
};

/// Reads in the order of name keys, with keyset pagination. Every function throws SqlError.
class TargetGroupsReader {
 public:
  explicit TargetGroupsReader(HostDatabase& database) : database_(database) {}

  [[nodiscard]] GroupList list(std::string_view company_id, const GroupFilter& filter, std::string_view after,
                               int limit);
  [[nodiscard]] std::int64_t count(std::string_view company_id, const GroupFilter& filter);
  /// As `count`, but in bounded time.
  [[nodiscard]] CountedSoFar count_so_far(std::string_view company_id, const GroupFilter& filter);
  [[nodiscard]] std::optional<TargetGroup> find(std::string_view company_id, std::int64_t id);

  /// The email addresses of the members, each once, in the order of their keys.
  [[nodiscard]] std::vector<std::string> members(std::int64_t group_id);

  void for_each(std::string_view company_id, const GroupFilter& filter,
                const std::function<void(const TargetGroup&)>& visit);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
