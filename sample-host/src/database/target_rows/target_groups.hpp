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
  /// The cursor of the page before; empty on the first page, and in a company with too many groups.
  std::string previous = {};
};

/// Reads in the order of name keys, with keyset pagination. Every function throws SqlError.
class TargetGroupsReader {
 public:
  explicit TargetGroupsReader(HostDatabase& database, int whole_company = kWholeCompany)
      : database_(database), whole_company_(whole_company) {}

  [[nodiscard]] GroupList list(std::string_view company_id, const GroupFilter& filter, std::string_view after,
                               int limit) {
    return page(company_id, filter, {std::string{after}, ""}, limit);
  }
  [[nodiscard]] GroupList page(std::string_view company_id, const GroupFilter& filter, const PagePlace& place,
                               int limit);
  [[nodiscard]] std::int64_t count(std::string_view company_id, const GroupFilter& filter);
  /// As `count`, but in bounded time in a company with more groups than `whole_company`.
  [[nodiscard]] CountedSoFar count_so_far(std::string_view company_id, const GroupFilter& filter);
  [[nodiscard]] std::optional<TargetGroup> find_by_key(std::string_view company_id,
                                                       std::string_view name_key);
  [[nodiscard]] std::optional<TargetGroup> find(std::string_view company_id, std::int64_t id);

  /// The email addresses of the members, each once, in the order of their keys.
  [[nodiscard]] std::vector<std::string> members(std::int64_t group_id);

  /// All of them, however many there are.
  [[nodiscard]] std::int64_t count_all_members(std::int64_t group_id);

  void for_each(std::string_view company_id, const GroupFilter& filter,
                const std::function<void(const TargetGroup&)>& visit);

 private:
  /// Whether pages read to the end of the company instead of to the end of a window.
  [[nodiscard]] bool reads_whole(Session& session, const std::string& company) const;

  HostDatabase& database_;
  int whole_company_;
};

}  // namespace sample_host
