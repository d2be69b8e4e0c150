#include "database/exclusions/excluded_members.hpp"

#include <algorithm>

namespace gup::database {
namespace {

constexpr const char* kExcludedMembers = "gup_exclusion_members";
const Columns kMemberColumns{
    {"company_id", 't'}, {"group_id", 't'}, {"listed_by", 't'}, {"external_id", 't'}};

BulkWriter::Fill fill_members(const WriteContext& context, const std::vector<plan::ExcludedMember>& members) {
  return [&](std::size_t index, Values& row) {
    row.text(context.company_id, "company_id")
        .text(members[index].group_id, "group_id")
        .text(members[index].listed_by, "listed_by")
        .text(members[index].external_id, "external_id");
  };
}

}  // namespace

std::vector<plan::ExcludedMember> read_excluded_members(Session& session, const std::string& company_id) {
  std::vector<plan::ExcludedMember> members;
  Query(session, "SELECT group_id, listed_by, external_id FROM gup_exclusion_members WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("ttt", [&](const Row& row) {
        members.push_back({row.text(0), row.text(1), row.text(2)});
      });
  std::ranges::sort(members);
  return members;
}

void insert_excluded_members(const WriteContext& context, const std::vector<plan::ExcludedMember>& members) {
  context.writer.insert(kExcludedMembers, kMemberColumns, members.size(), fill_members(context, members));
}

void erase_excluded_members(const WriteContext& context, const std::vector<plan::ExcludedMember>& members) {
  context.writer.erase(kExcludedMembers, kMemberColumns, {}, members.size(), fill_members(context, members));
}

}  // namespace gup::database
