#include "directory/answers/members_answers.hpp"

#include <algorithm>
#include <set>

#include <boost/json/array.hpp>

#include "common/text.hpp"
#include "directory/answers/groups_answers.hpp"
#include "directory/answers/user_json.hpp"
#include "directory/paging.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

/// One row of the answer.
struct Row {
  Member member;
  bool derived = false;
};

bool left_out(const Switches& switches, const char* name, const std::string& email) {
  if (switches.is(name, "absent")) return true;
  // Pseudo-random: the same in every run.
  return switches.is(name, "random") && hash_ignoring_case(email) % 2 == 0;
}

json::object row_json(const Call& call, const Row& row) {
  json::object answer = member_json(call.emulator, call.workspace, row.member);
  if (row.derived) {
    const Switches& switches = call.emulator.switches;
    if (switches.is("derived_role", "MEMBER")) answer["role"] = "MEMBER";
    if (switches.is("derived_role", "absent")) answer.erase("role");
  }
  return answer;
}

/// Group rows stay in the answer with their derived members; CUSTOMER adds every user (contract 7.3).
class Expansion {
 public:
  explicit Expansion(const Call& call) : call_(call) {}

  std::vector<Row> run(Index group) {
    visit(group, false);
    std::stable_sort(rows_.begin(), rows_.end(), [&](const Row& a, const Row& b) {
      return compare_ignoring_case(call_.workspace.member_email(a.member),
                                   call_.workspace.member_email(b.member)) < 0;
    });
    return std::move(rows_);
  }

 private:
  void visit(Index group, bool derived) {
    if (!groups_.insert(group).second) return;
    for (const Member& member : call_.workspace.members_of(group)) {
      add({member, derived});
      if (member.kind == MemberKind::kGroup && !is_late(member)) visit(member.target, true);
      if (member.kind == MemberKind::kCustomer)
        for (const Index user : call_.workspace.users().in_order(UserOrder::kEmail))
          add({Member{user, MemberKind::kUser, Role::kMember, 0}, true});
    }
  }

  void add(const Row& row) {
    if (!seen_.insert({row.member.kind, row.member.target}).second) return;
    const bool random = call_.emulator.switches.is("derived_membership", "random_missing");
    if (random && row.derived && hash_ignoring_case(call_.workspace.member_email(row.member)) % 7 == 0)
      return;
    rows_.push_back(row);
  }

  bool is_late(const Member& nested) const {
    return call_.emulator.switches.is("derived_membership", "late") &&
           call_.emulator.now() - nested.added_at < 600;
  }

  const Call& call_;
  std::vector<Row> rows_;
  std::set<Index> groups_;
  std::set<std::pair<MemberKind, Index>> seen_;
};

std::vector<Row> with_roles(std::vector<Row> rows, const std::string& roles) {
  if (roles.empty()) return rows;
  std::vector<Row> kept;
  for (const std::string_view role : split(roles, ',')) {
    if (role != "OWNER" && role != "MANAGER" && role != "MEMBER") throw invalid_input("roles");
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(kept),
                 [&](const Row& row) { return role == role_name(row.member.role); });
  }
  return kept;
}

enum class Containment : std::uint8_t { none, direct, nested };

/// How a group contains a user. The switches of derived membership concern lists only.
Containment containment(const Workspace& workspace, Index group, Index user, std::set<Index>& visited) {
  if (!visited.insert(group).second) return Containment::none;
  Containment found = Containment::none;
  for (const Member& member : workspace.members_of(group)) {
    if (member.kind == MemberKind::kCustomer || (member.kind == MemberKind::kUser && member.target == user))
      return Containment::direct;
    if (member.kind == MemberKind::kGroup && found == Containment::none &&
        containment(workspace, member.target, user, visited) != Containment::none)
      found = Containment::nested;
  }
  return found;
}

}  // namespace

json::object member_json(const Emulator& emulator, const Workspace& workspace, const Member& member) {
  const std::string& email = workspace.member_email(member);
  const std::string& id = workspace.member_id(member);
  const bool external = member.kind == MemberKind::kExternal;
  json::object answer{{"kind", "admin#directory#member"},
                      {"etag", make_etag(emulator, id + email, static_cast<std::uint64_t>(member.role))},
                      {"role", role_name(member.role)}};
  if (!email.empty()) answer["email"] = email;
  if (!id.empty() && !(external && left_out(emulator.switches, "external_member_id", email)))
    answer["id"] = id;
  std::string status = "ACTIVE";
  switch (member.kind) {
    case MemberKind::kUser: {
      const User& user = workspace.users()[member.target];
      status = user.archived ? "ARCHIVED" : user.suspended ? "SUSPENDED" : "ACTIVE";
      answer["type"] = "USER";
      break;
    }
    case MemberKind::kGroup:
      answer["type"] = "GROUP";
      break;
    case MemberKind::kCustomer:
      answer["type"] = "CUSTOMER";
      break;
    case MemberKind::kExternal:
      answer["type"] = workspace.externals()[member.target].group ? "GROUP" : "USER";
      break;
  }
  if (!(external && left_out(emulator.switches, "external_member_status", email))) answer["status"] = status;
  return answer;
}

json::value members_list(const Call& call) {
  const Index group = group_by_key(call, first_value(call.path, "groupKey"));
  const Parameters parameters = effective_parameters(call);
  std::vector<Row> rows;
  if (first_value(parameters, "includeDerivedMembership") == "true") {
    rows = Expansion(call).run(group);
  } else {
    for (const Member& member : call.workspace.members_of(group)) rows.push_back({member, false});
  }
  rows = with_roles(std::move(rows), first_value(parameters, "roles"));

  PagedRows paged;
  paged.count = rows.size();
  if (first_value(parameters, "roles").empty()) {
    const auto email = [&](const Row& row) { return call.workspace.member_email(row.member); };
    paged.key = [&, email](std::size_t row) { return email(rows[row]); };
    paged.after = [&, email](const std::string& key) {
      const auto place = std::upper_bound(
          rows.begin(), rows.end(), key,
          [&](const std::string& a, const Row& b) { return compare_ignoring_case(a, email(b)) < 0; });
      return static_cast<std::size_t>(place - rows.begin());
    };
  }
  const Page page = take_page(call, parameters, paged, 200, 200, 0);
  json::array members;
  for (const std::size_t row : page.rows) members.push_back(row_json(call, rows[row]));
  const Group& listed = call.workspace.groups()[group];
  json::object answer{{"kind", "admin#directory#members"},
                      {"etag", make_etag(call.emulator, listed.id + "members", listed.members_revision)}};
  if (!members.empty()) answer["members"] = std::move(members);
  if (!page.next_token.empty()) answer["nextPageToken"] = page.next_token;
  return answer;
}

json::value members_has_member(const Call& call) {
  const Index group = group_by_key(call, first_value(call.path, "groupKey"));
  const std::string key = first_value(call.path, "memberKey");
  const auto user = call.workspace.users().find(key);
  if (!user) throw invalid_input("memberKey");
  std::set<Index> visited;
  const Containment found = containment(call.workspace, group, *user, visited);
  // Google answers about nested members only if both are "entities in the same domain" (contract 2.7).
  const bool across_domains = domain_of(call.workspace.users()[*user].primary_email) !=
                              domain_of(call.workspace.groups()[group].email);
  if (found == Containment::nested && across_domains &&
      call.emulator.switches.is("has_member_across_domains", "error"))
    throw invalid("Invalid input", "memberKey");
  return json::object{{"isMember", found != Containment::none}};
}

}  // namespace emulator
