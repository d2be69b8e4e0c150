// A company's tables in memory. Applying a plan checks the constraints of the real tables at each step.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "plan/make_plan.hpp"

namespace gup::plan::test {

struct GroupRow {
  std::string name;
  std::string name_key;
  std::string provider;
  std::string external_id;
  std::int64_t updated_at = 0;

  bool operator==(const GroupRow&) const = default;
};

/// Group, user, provider.
using MemberRow = std::tuple<std::int64_t, std::int64_t, std::string>;

class Model {
 public:
  std::map<std::int64_t, TargetUserRow> users;
  std::map<std::int64_t, GroupRow> groups;
  std::set<MemberRow> members;
  std::map<std::string, Link> links;
  std::set<LinkSource> link_sources;
  std::set<SourceGroup> source_groups;
  std::set<ExcludedMember> excluded_members;
  std::map<std::string, SourceName> source_names;
  std::map<std::string, GroupLink> group_links;
  std::vector<HeldRemoval> held;
  RecentRemovals recent;
  std::int64_t clock = 1000;
  std::int64_t next_user_id = 1;
  std::int64_t next_group_id = 1;

  /// Forgets the links and everything that is stored about sources, as if the plugin's tables were lost.
  void lose_links();

  [[nodiscard]] StoredState stored(PersonIds& ids) const;
  [[nodiscard]] TargetUserRows look_up(const RowQuery& query) const;
  /// Never returns an id twice, like the host's ids service.
  ReservedIds reserve(const RowQuery& query);
  /// Applies the plan and checks that keys stay unique, rows are as the plan saw them, and foreign rows and
  /// memberships stay untouched. Reports GoogleTest failures.
  void apply(const Plan& plan);

 private:
  [[nodiscard]] bool is_linked(const TargetUserRow& row) const;
  void delete_user(const RowDelete& order);
  void write_users(const std::vector<RowWrite>& updates);
  void insert_user(const RowWrite& insert);
  void put_link(const Link& link, std::int64_t row_updated_at);
  void remove_group(const GroupRemoval& removal);
  void write_groups(const std::vector<GroupWrite>& writes);
  void check_key_of(const TargetUserRow& written) const;
  void check_unique() const;
};

}  // namespace gup::plan::test
