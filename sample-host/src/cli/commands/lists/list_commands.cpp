#include "cli/commands/lists/list_commands.hpp"

#include <boost/json.hpp>

#include "cli/output/report.hpp"
#include "cli/output/row_output.hpp"
#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {

namespace json = boost::json;

namespace {

json::value optional_text(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

/// An optional column: the tables have NULL, never an empty text.
json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

std::vector<ColumnOf<TargetUser>> make_user_columns() {
  using User = TargetUser;
  std::vector<ColumnOf<User>> columns{
      {"id", [](const User& user) { return json::value(user.id); }},
      {"company_id", [](const User& user) { return json::value(user.company_id); }},
      {"email", [](const User& user) { return json::value(user.email); }},
      {"email_key", [](const User& user) { return json::value(user.email_key); }},
  };
  for (const UserField& field : kUserFields)
    columns.push_back({field.column, [&field](const User& user) {
                         const std::string& text = user.*field.member;
                         return field.null_if_empty ? text_or_null(text) : json::value(text);
                       }});
  columns.insert(
      columns.end(),
      {{"status", [](const User& user) { return json::value(user.status); }},
       {"provider", [](const User& user) { return json::value(user.provider); }},
       {"external_id", [](const User& user) { return optional_text(user.external_id); }},
       {"created_at", [](const User& user) { return json::value(host_sdk::to_rfc3339(user.created_at)); }},
       {"updated_at", [](const User& user) { return json::value(host_sdk::to_rfc3339(user.updated_at)); }},
       {"groups",
        [](const User& user) { return json::value(json::array(user.groups.begin(), user.groups.end())); }}});
  return columns;
}

const std::vector<ColumnOf<TargetUser>>& user_columns() {
  static const std::vector<ColumnOf<TargetUser>> kColumns = make_user_columns();
  return kColumns;
}

/// A group with the addresses of its members.
struct GroupRow {
  TargetGroup group;
  std::vector<std::string> members;
};

const std::vector<ColumnOf<GroupRow>>& group_columns() {
  static const std::vector<ColumnOf<GroupRow>> kColumns{
      {"id", [](const GroupRow& row) { return json::value(row.group.id); }},
      {"company_id", [](const GroupRow& row) { return json::value(row.group.company_id); }},
      {"name", [](const GroupRow& row) { return json::value(row.group.name); }},
      {"name_key", [](const GroupRow& row) { return json::value(row.group.name_key); }},
      {"provider", [](const GroupRow& row) { return json::value(row.group.provider); }},
      {"external_id", [](const GroupRow& row) { return optional_text(row.group.external_id); }},
      {"created_at",
       [](const GroupRow& row) { return json::value(host_sdk::to_rfc3339(row.group.created_at)); }},
      {"updated_at",
       [](const GroupRow& row) { return json::value(host_sdk::to_rfc3339(row.group.updated_at)); }},
      {"members",
       [](const GroupRow& row) { return json::value(json::array(row.members.begin(), row.members.end())); }},
  };
  return kColumns;
}

std::vector<std::string> user_cells(const TargetUser& user) {
  return {user.email, user.first_name + " " + user.last_name, user.status,
          user.provider.empty() ? "by hand" : user.provider, host_sdk::join(user.groups, ", ")};
}

std::vector<std::string> group_cells(const GroupRow& row) {
  return {row.group.name, std::to_string(row.members.size()) + " members",
          row.group.provider.empty() ? "by hand" : row.group.provider};
}

}  // namespace

ExitCode users_command(const host_sdk::Companies& companies, TargetUsersReader& users,
                       const Options& options) {
  if (!company_or_error(companies, options)) return ExitCode::usage;
  RowOutput<TargetUser> output(options, user_columns(), user_cells);
  users.for_each(options.company, {}, [&](const TargetUser& user) { output.row(user); });
  output.end();
  return ExitCode::done;
}

ExitCode groups_command(const host_sdk::Companies& companies, TargetGroupsReader& groups,
                        const Options& options) {
  if (!company_or_error(companies, options)) return ExitCode::usage;
  RowOutput<GroupRow> output(options, group_columns(), group_cells);
  groups.for_each(options.company, {}, [&](const TargetGroup& group) {
    output.row({group, groups.members(group.id)});
  });
  output.end();
  return ExitCode::done;
}

}  // namespace sample_host
