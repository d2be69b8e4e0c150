#include "directory/answers/users_answers.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "common/text.hpp"
#include "directory/answers/user_json.hpp"
#include "directory/paging.hpp"
#include "directory/user_query.hpp"
#include "host_sdk/text.hpp"
#include "workspace/schemas.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

constexpr std::int64_t kThreeDays = 3 * 24 * 3600;

/// Applies `projection` and `customFieldMask` to custom schemas.
void project(json::object& user, const Schemas& defined, const Parameters& parameters) {
  const std::string projection = first_value(parameters, "projection");
  json::value* schemas = user.if_contains("customSchemas");
  if (schemas && schemas->is_object()) defined.drop_undefined(schemas->get_object());
  if (projection == "full") return;
  if (projection == "custom" && schemas && schemas->is_object()) {
    const std::string wanted = first_value(parameters, "customFieldMask");
    json::object kept;
    for (const std::string_view name : split(wanted, ','))
      if (const json::value* schema = schemas->get_object().if_contains(name)) kept[name] = *schema;
    if (!kept.empty()) {
      user["customSchemas"] = std::move(kept);
      return;
    }
  }
  user.erase("customSchemas");
}

/// Keeps what any user of the domain may see of another.
void keep_public(json::object& user) {
  for (const char* name :
       {"isAdmin", "isDelegatedAdmin", "suspended", "suspensionReason", "suspensionTime", "archived",
        "lastLoginTime", "ipWhitelisted", "isEnrolledIn2Sv", "isEnforcedIn2Sv", "agreedToTerms",
        "changePasswordAtNextLogin", "orgUnitPath", "customSchemas", "recoveryEmail", "recoveryPhone"})
    user.erase(name);
}

void check_projection(const Parameters& parameters, const Schemas& defined, const Switches& switches) {
  const bool custom = first_value(parameters, "projection") == "custom";
  const std::string* mask = find(parameters, "customFieldMask");
  if (custom != (mask != nullptr)) throw invalid_input("customFieldMask");
  if (!mask || switches.is("unknown_schema", "ignored")) return;
  for (const std::string_view name : split(*mask, ','))
    if (!defined.find(name)) throw invalid_input("customFieldMask");
}

std::string list_etag(const Call& call, const std::vector<std::size_t>& rows,
                      const std::function<Index(std::size_t)>& user_at) {
  std::uint64_t sum = rows.size();
  for (const std::size_t row : rows) {
    const User& user = call.workspace.users()[user_at(row)];
    sum = sum * 1099511628211ull ^ hash_ignoring_case(user.id) ^ user.revision;
  }
  return make_etag(call.emulator, "users", sum);
}

/// Returns the first row from the back with an address before this one.
std::size_t descending_row_after(const Workspace& workspace, const std::string& email) {
  const std::vector<Index>& listed = workspace.users().in_order(UserOrder::kEmail);
  std::size_t place = workspace.users().first_after(email);
  if (place > 0 && compare_ignoring_case(workspace.users()[listed[place - 1]].primary_email, email) == 0)
    --place;
  return listed.size() - place;
}

/// An order that is not the opposite of the ascending one: domain by domain.
std::vector<Index> listed_by_domain(const Workspace& workspace) {
  std::vector<std::pair<std::string, Index>> keyed;
  for (const Index index : workspace.users().in_order(UserOrder::kEmail)) {
    const std::string& email = workspace.users()[index].primary_email;
    keyed.emplace_back(domain_of(email) + " " + host_sdk::lower_ascii(email), index);
  }
  std::sort(keyed.begin(), keyed.end());
  std::vector<Index> listed;
  for (const auto& [key, index] : keyed) listed.push_back(index);
  return listed;
}

}  // namespace

json::value users_list(const Call& call) {
  const Workspace& workspace = call.workspace;
  const Parameters parameters = effective_parameters(call);
  check_projection(parameters, workspace.schemas(), call.emulator.switches);
  const bool public_view = first_value(parameters, "viewType") == "domain_public";
  const std::string query = first_value(parameters, "query");
  if (public_view && query.find("orgUnitPath") != std::string::npos) throw invalid_input("query");
  const UserFilter matches = parse_user_query(query, workspace, call.emulator.switches);
  const std::string domain = host_sdk::lower_ascii(first_value(parameters, "domain"));

  const bool deleted = first_value(parameters, "showDeleted") == "true";
  const std::string order_by = first_value(parameters, "orderBy");
  const UserOrder order = order_by == "familyName"  ? UserOrder::kFamilyName
                          : order_by == "givenName" ? UserOrder::kGivenName
                                                    : UserOrder::kEmail;
  const Switches& switches = call.emulator.switches;
  bool descending = first_value(parameters, "sortOrder") == "DESCENDING";
  if (descending && switches.is("descending_order", "error")) throw invalid_input("sortOrder");
  if (switches.is("descending_order", "ignored")) descending = false;
  const bool strange = descending && !deleted && switches.is("descending_order", "by_domain");
  const std::vector<Index> listed_strangely = strange ? listed_by_domain(workspace) : std::vector<Index>{};
  const std::vector<Index>& listed = strange   ? listed_strangely
                                     : deleted ? workspace.users().deleted()
                                               : workspace.users().in_order(order);
  const std::function<Index(std::size_t)> user_at = [&](std::size_t row) {
    return descending ? listed[listed.size() - 1 - row] : listed[row];
  };

  PagedRows rows;
  rows.count = listed.size();
  const std::int64_t oldest_deletion = call.emulator.now() - 20 * 24 * 3600;
  rows.accepts = [&](std::size_t row) {
    const Index index = user_at(row);
    const User& user = workspace.users()[index];
    if (deleted && user.deleted_at < oldest_deletion) return false;
    if (!domain.empty() && domain_of(user.primary_email) != domain) return false;
    if (call.caller.only_unit && !workspace.units().is_within(user.unit, *call.caller.only_unit))
      return false;
    return matches(index);
  };
  if (!deleted && !strange && order == UserOrder::kEmail) {
    rows.key = [&](std::size_t row) { return workspace.users()[user_at(row)].primary_email; };
    rows.after = [&](const std::string& email) {
      return descending ? descending_row_after(workspace, email) : workspace.users().first_after(email);
    };
  }
  const Page page = take_page(call, parameters, rows, 100, 500, kThreeDays);

  const FieldMask* user_mask = call.mask.child("users");
  json::array users(call.memory);
  if (user_mask) {
    users.reserve(page.rows.size());
    for (const std::size_t row : page.rows) {
      json::object user = user_json(call.emulator, workspace, user_at(row), *user_mask, call.memory);
      project(user, workspace.schemas(), parameters);
      if (public_view) keep_public(user);
      users.push_back(std::move(user));
    }
  }
  json::object answer({{"kind", "admin#directory#users"}, {"etag", list_etag(call, page.rows, user_at)}},
                      call.memory);
  const bool drop_key = !find(parameters, "pageToken") && !page.next_token.empty() &&
                        call.emulator.switches.is("users_key_missing", "one_page");
  if (!users.empty() && !drop_key) answer["users"] = std::move(users);
  if (!page.next_token.empty()) answer["nextPageToken"] = page.next_token;
  return answer;
}

json::value users_get(const Call& call) {
  const std::string key = first_value(call.path, "userKey");
  check_projection(call.query, call.workspace.schemas(), call.emulator.switches);
  const auto index = call.workspace.users().find(key);
  if (!index) {
    for (const auto& other : call.emulator.setup.workspaces)
      if (other.get() != &call.workspace && other->users().find(key)) throw forbidden();
    if (call.workspace.externals().knows(key)) throw forbidden();
    // Google refuses addresses of other domains and does not find unknown ones of the customer's domains.
    if (key.find('@') != std::string::npos && !call.workspace.owns_domain(domain_of(key))) throw forbidden();
    throw not_found("userKey");
  }
  if (call.caller.only_unit &&
      !call.workspace.units().is_within(call.workspace.users()[*index].unit, *call.caller.only_unit))
    throw forbidden();
  json::object user = user_json(call.emulator, call.workspace, *index, call.mask, call.memory);
  project(user, call.workspace.schemas(), call.query);
  if (first_value(call.query, "viewType") == "domain_public") keep_public(user);
  return user;
}

}  // namespace emulator
