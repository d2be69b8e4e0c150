#include "database/tables/host_groups.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"

namespace gup::database {
namespace {

/// Counts a person who is in a group by hand and by sync once.
constexpr const char* kSelect =
    "SELECT g.id, g.name, g.provider, (SELECT COUNT(DISTINCT m.user_id) FROM target_group_members m WHERE "
    "m.group_id = g.id) FROM target_groups g WHERE g.company_id = ? ";

Store::TargetGroupOption option_of(const Row& row) {
  return {row.number(0), row.text(1), row.number(3), row.text(2) == plan::kProvider};
}

std::optional<Store::TargetGroupOption> only(Query& query) {
  std::optional<Store::TargetGroupOption> found;
  query.read("nttn", [&](const Row& row) { found = option_of(row); });
  return found;
}

}  // namespace

std::vector<Store::TargetGroupOption> find_target_groups(Session& session, const std::string& company_id,
                                                         const std::string& query,
                                                         const std::string& after_name_key, int limit) {
  std::vector<Store::TargetGroupOption> found;
  if (!host_sdk::is_clean_utf8(query)) return found;
  Query(session, std::string(kSelect) +
                     "AND g.name_key > ? AND g.name_key LIKE ? ESCAPE '!' ORDER BY g.name_key LIMIT " +
                     std::to_string(std::max(0, limit)))
      .text(company_id, "company_id")
      .text(after_name_key, "name_key")
      .text(host_sdk::sql::containing_pattern(host_sdk::fold_key(query)), "query")
      .read("nttn", [&](const Row& row) { found.push_back(option_of(row)); });
  return found;
}

std::optional<Store::TargetGroupOption> target_group(Session& session, const std::string& company_id,
                                                     std::int64_t id) {
  Query query(session, std::string(kSelect) + "AND g.id = ?");
  query.text(company_id, "company_id").number(id);
  return only(query);
}

std::optional<Store::TargetGroupOption> target_group_by_name(Session& session, const std::string& company_id,
                                                             const std::string& name_key) {
  Query query(session, std::string(kSelect) + "AND g.name_key = ?");
  query.text(company_id, "company_id").text(name_key, "name_key");
  return only(query);
}

}  // namespace gup::database
