#include "directory/answers/groups_answers.hpp"

#include <set>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "common/text.hpp"
#include "directory/answers/user_json.hpp"
#include "directory/paging.hpp"
#include "directory/user_query.hpp"
#include "host_sdk/text.hpp"

namespace emulator {

namespace json = boost::json;

json::object group_json(const Emulator& emulator, const Workspace& workspace, Index index) {
  const Group& group = workspace.groups()[index];
  json::value parsed = json::parse(group.document);
  json::object& answer = parsed.as_object();
  const auto offer = [&](const char* name, auto value) {
    if (!answer.contains(name)) answer[name] = std::move(value);
  };
  const bool with_members = emulator.switches.is("group_etag", "follows_membership");
  const std::uint64_t revision =
      group.revision + (with_members ? std::uint64_t{group.members_revision} << 10 : 0);
  offer("kind", json::value("admin#directory#group"));
  offer("id", json::value(group.id));
  offer("etag", json::value(make_etag(emulator, group.id, revision)));
  offer("email", json::value(group.email));
  offer("description", json::value(""));
  offer("directMembersCount", json::value(std::to_string(workspace.direct_users(index))));
  offer("adminCreated", json::value(true));
  if (!emulator.switches.is("newer_fields", "known")) answer.erase("externalIds");
  for (auto entry = answer.begin(); entry != answer.end();)
    entry = entry->value().is_null() ? answer.erase(entry) : entry + 1;
  return std::move(answer);
}

Index group_by_key(const Call& call, const std::string& key) {
  if (const auto group = call.workspace.groups().find(key)) return *group;
  const bool hidden = call.emulator.switches.is("external_group", "not_found");
  for (const auto& other : call.emulator.setup.workspaces)
    if (other.get() != &call.workspace && other->groups().find(key))
      throw hidden ? not_found("groupKey") : forbidden();
  const bool foreign = call.workspace.externals().knows(key) ||
                       (key.find('@') != std::string::npos && !call.workspace.owns_domain(domain_of(key)));
  if (foreign && !hidden) throw forbidden();
  throw not_found("groupKey");
}

namespace {

/// Returns the groups of a user or group: direct ones, and by switch also indirect ones.
std::set<Index> groups_with(const Call& call, const std::string& key) {
  const Workspace& workspace = call.workspace;
  std::vector<std::string> wanted;
  if (const auto user = workspace.users().find(key))
    wanted.push_back(workspace.users()[*user].id);
  else if (const auto group = workspace.groups().find(key))
    wanted.push_back(workspace.groups()[*group].id);
  else if (key.find('@') != std::string::npos)
    wanted.push_back(key);
  else
    throw not_found("userKey");
  std::set<Index> found;
  const bool transitive = call.emulator.switches.is("groups_of_user", "transitive");
  while (!wanted.empty()) {
    const std::string member = wanted.back();
    wanted.pop_back();
    for (const Index group : workspace.groups().by_email())
      if (workspace.find_member(group, member) && found.insert(group).second && transitive)
        wanted.push_back(workspace.groups()[group].id);
  }
  return found;
}

std::function<bool(Index)> group_filter(const Call& call, const std::string& query) {
  const Workspace& workspace = call.workspace;
  std::vector<std::function<bool(Index)>> filters;
  for (const Clause& clause : parse_clauses(query, call.emulator.switches)) {
    const std::string wanted = host_sdk::lower_ascii(clause.value);
    if (clause.field == "memberKey" && clause.op == '=') {
      filters.push_back(
          [groups = groups_with(call, clause.value)](Index group) { return groups.count(group) > 0; });
    } else if (clause.field == "email" || clause.field == "name") {
      filters.push_back([&workspace, clause, wanted](Index index) {
        const Group& group = workspace.groups()[index];
        std::string text = group.email;
        if (clause.field == "name") {
          const json::value document = json::parse(group.document);
          const json::value* name = document.as_object().if_contains("name");
          text = name && name->is_string() ? std::string(name->get_string()) : std::string();
        }
        text = host_sdk::lower_ascii(text);
        return clause.prefix ? text.starts_with(wanted) : text == wanted;
      });
    } else {
      throw invalid_input("query");
    }
  }
  return [filters](Index group) {
    for (const auto& filter : filters)
      if (!filter(group)) return false;
    return true;
  };
}

}  // namespace

json::value groups_list(const Call& call) {
  const Workspace& workspace = call.workspace;
  const Parameters parameters = effective_parameters(call);
  const std::string user_key = first_value(parameters, "userKey");
  std::optional<std::set<Index>> of_user;
  if (!user_key.empty()) of_user = groups_with(call, user_key);
  const auto matches = group_filter(call, first_value(parameters, "query"));
  const std::string domain = host_sdk::lower_ascii(first_value(parameters, "domain"));
  const auto& listed = workspace.groups().by_email();
  const bool descending = first_value(parameters, "sortOrder") == "DESCENDING";
  const auto group_at = [&](std::size_t row) {
    return descending ? listed[listed.size() - 1 - row] : listed[row];
  };

  PagedRows rows;
  rows.count = listed.size();
  rows.accepts = [&](std::size_t row) {
    const Index index = group_at(row);
    if (!domain.empty() && domain_of(workspace.groups()[index].email) != domain) return false;
    if (of_user && !of_user->count(index)) return false;
    return matches(index);
  };
  if (!descending) {
    rows.key = [&](std::size_t row) { return workspace.groups()[listed[row]].email; };
    rows.after = [&](const std::string& email) {
      const auto place =
          std::upper_bound(listed.begin(), listed.end(), email, [&](const std::string& a, Index b) {
            return compare_ignoring_case(a, workspace.groups()[b].email) < 0;
          });
      return static_cast<std::size_t>(place - listed.begin());
    };
  }
  const Page page = take_page(call, parameters, rows, 200, 200, 0);
  json::array groups;
  std::uint64_t sum = page.rows.size();
  for (const std::size_t row : page.rows) {
    groups.push_back(group_json(call.emulator, workspace, group_at(row)));
    const Group& group = workspace.groups()[group_at(row)];
    sum = sum * 1099511628211ull ^ hash_ignoring_case(group.id) ^ group.revision;
  }
  json::object answer{{"kind", "admin#directory#groups"}, {"etag", make_etag(call.emulator, "groups", sum)}};
  if (!groups.empty()) answer["groups"] = std::move(groups);
  if (!page.next_token.empty()) answer["nextPageToken"] = page.next_token;
  return answer;
}

json::value groups_get(const Call& call) {
  return group_json(call.emulator, call.workspace, group_by_key(call, first_value(call.path, "groupKey")));
}

}  // namespace emulator
