#include "plan/state/group_answers.hpp"

#include <set>
#include <utility>

#include "plan/state/packing.hpp"

namespace gup::plan {

void GroupAnswers::put(const GroupAnswer& answer) {
  std::string members;
  for (const Member& member : answer.members) {
    members += static_cast<char>(member.type);
    append_text(members, member.id);
    append_text(members, member.email);
  }
  members.shrink_to_fit();
  answers_.insert_or_assign(answer.group_id, Packed{answer.unreadable, std::move(members)});
}

void GroupAnswers::add(const GroupAnswer& second) {
  auto answer = find(second.group_id);
  if (!answer || answer->unreadable || second.unreadable) return put(second);
  std::set<std::pair<std::string, std::string>> known;
  for (const Member& member : answer->members) known.emplace(member.id, member.email);
  for (const Member& member : second.members)
    if (known.emplace(member.id, member.email).second) answer->members.push_back(member);
  put(*answer);
}

std::optional<std::string_view> GroupAnswers::id_of(std::string_view group_id) const {
  const auto found = answers_.find(group_id);
  return found == answers_.end() ? std::nullopt : std::optional<std::string_view>(found->first);
}

bool GroupAnswers::is_readable(std::string_view group_id) const {
  const auto found = answers_.find(group_id);
  return found != answers_.end() && !found->second.unreadable;
}

std::optional<GroupAnswer> GroupAnswers::find(std::string_view group_id) const {
  const auto found = answers_.find(group_id);
  if (found == answers_.end()) return std::nullopt;
  GroupAnswer answer{.group_id = found->first, .members = {}, .unreadable = found->second.unreadable};
  for (std::string_view rest = found->second.members; !rest.empty();) {
    Member& member = answer.members.emplace_back();
    member.type = static_cast<MemberType>(rest.front());
    rest.remove_prefix(1);
    member.id = take_text(rest);
    member.email = take_text(rest);
  }
  return answer;
}

}  // namespace gup::plan
