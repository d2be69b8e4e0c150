#include "plan/state/group_answers.hpp"

#include "plan/state/packing.hpp"

namespace gup::plan {

KeptAnswer::KeptAnswer(const GroupAnswer& answer) : unreadable_(answer.unreadable) {
  Packer packer;
  for (const Member& member : answer.members) {
    packer.byte(static_cast<char>(member.type));
    packer.text(std::string_view(member.id));
    packer.text(std::string_view(member.email));
  }
  members_ = packer.take();
}

void KeptAnswer::visit_members(const std::function<void(const KeptMember&)>& visit) const {
  for (Unpacker unpacker(members_); !unpacker.at_end();) {
    KeptMember member;
    member.type = static_cast<MemberType>(unpacker.byte());
    member.id = unpacker.text().value_or("");
    member.email = unpacker.text().value_or("");
    visit(member);
  }
}

void GroupAnswers::put(const GroupAnswer& answer) {
  answers_.insert_or_assign(answer.group_id, KeptAnswer(answer));
}

const KeptAnswer* GroupAnswers::find(std::string_view group_id) const {
  const auto found = answers_.find(group_id);
  return found == answers_.end() ? nullptr : &found->second;
}

}  // namespace gup::plan
