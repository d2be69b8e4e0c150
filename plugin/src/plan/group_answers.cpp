#include "plan/group_answers.hpp"

#include <cstring>

namespace gup::plan {
namespace {

/// A byte of length, which ids and addresses nearly always fit; this one says that four more follow.
constexpr unsigned char kLong = 255;

void append(std::string& bytes, std::string_view text) {
  const auto length = static_cast<std::uint32_t>(text.size());
  bytes += static_cast<char>(length < kLong ? length : kLong);
  if (length >= kLong) bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
  bytes += text;
}

std::string_view text_at(std::string_view bytes, std::size_t& at) {
  std::uint32_t length = static_cast<unsigned char>(bytes[at++]);
  if (length == kLong) {
    std::memcpy(&length, bytes.data() + at, sizeof length);
    at += sizeof length;
  }
  const auto text = bytes.substr(at, length);
  at += length;
  return text;
}

}  // namespace

KeptAnswer::KeptAnswer(const google::GroupAnswer& answer) : unreadable_(answer.unreadable) {
  for (const google::Member& member : answer.members) {
    members_ += static_cast<char>(member.type);
    append(members_, member.id);
    append(members_, member.email);
  }
  members_.shrink_to_fit();
}

KeptMember KeptAnswer::member_at(std::size_t& at) const {
  KeptMember member;
  member.type = static_cast<google::MemberType>(members_[at++]);
  member.id = text_at(members_, at);
  member.email = text_at(members_, at);
  return member;
}

void GroupAnswers::put(const google::GroupAnswer& answer) {
  answers_.insert_or_assign(answer.group_id, KeptAnswer(answer));
}

const KeptAnswer* GroupAnswers::find(std::string_view group_id) const {
  const auto found = answers_.find(group_id);
  return found == answers_.end() ? nullptr : &found->second;
}

}  // namespace gup::plan
