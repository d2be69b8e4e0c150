#include "database/undo/undo_rows.hpp"

#include "database/our_rows.hpp"
#include "database/undo/before_images.hpp"
#include "database/writers/group_writer.hpp"
#include "failure.hpp"
#include "host_sdk/text.hpp"

namespace gup::database {
namespace {

constexpr const char* kMembersTable = "target_group_members";
const Columns kIdAndStamp{{"id", 'n'}, {"updated_at", 'n'}};
const Columns kMembershipKey{{"group_id", 'n'}, {"user_id", 'n'}, {"provider", 't'}};

bool has_other_members(Session& session, const KeptTable& table, std::span<const std::int64_t> ids) {
  return count_among(session,
                     "SELECT COUNT(*) FROM target_group_members WHERE " + is_not_ours() + " AND " +
                         table.member_column + " IN",
                     ids) > 0;
}

}  // namespace

const KeptTable& kept_users() {
  static const KeptTable kTable{"target_users", "gup_run_users",     "user_id",           "user_id",
                                "email_key",    kept_user_columns(), kept_user_columns(), "target users"};
  return kTable;
}

const KeptTable& kept_groups() {
  static const KeptTable kTable{"target_groups",
                                "gup_run_groups",
                                "group_id",
                                "group_id",
                                "name_key",
                                {"name", "name_key", "provider", "external_id"},
                                {"name", "name_key", "provider", "external_id", "created_at"},
                                "target groups"};
  return kTable;
}

std::vector<std::int64_t> ids_of(const std::vector<plan::RowDelete>& deletes) {
  std::vector<std::int64_t> ids;
  ids.reserve(deletes.size());
  for (const auto& change : deletes) ids.push_back(change.user_id);
  return ids;
}

std::vector<std::int64_t> ids_of(const std::vector<plan::GroupRemoval>& deletes) {
  std::vector<std::int64_t> ids;
  ids.reserve(deletes.size());
  for (const auto& change : deletes) ids.push_back(change.group_id);
  return ids;
}

UndoRows::UndoRows(const WriteContext& context, std::int64_t undone_run, const plan::UndoState& state)
    : context_(context), state_(state), run_(std::to_string(undone_run)), now_(std::to_string(context.now)) {
  const auto add_stamps = [&](const KeptTable& table, const auto& rows) {
    for (const plan::ChangedRow& row : rows)
      if (row.restored_to) stamps_.emplace(std::pair{table.name, row.id}, row.now->updated_at);
  };
  add_stamps(kept_users(), state.users);
  add_stamps(kept_groups(), state.groups);
}

std::int64_t UndoRows::stamp_of(const KeptTable& table, std::int64_t id) const {
  const auto own = stamps_.find({table.name, id});
  return own == stamps_.end() ? state_.stamp : own->second;
}

BulkWriter::Fill UndoRows::as_left(const KeptTable& table, std::span<const std::int64_t> ids) const {
  return [this, &table, ids](std::size_t index, Values& row) {
    row.number(ids[index]).number(stamp_of(table, ids[index]));
  };
}

void UndoRows::erase(const KeptTable& table, std::span<const std::int64_t> ids) const {
  if (has_other_members(context_.session, table, ids))
    throw StateMoved("memberships were added by hand meanwhile");
  context_.writer.erase(kMembersTable, {{table.member_column, 'n'}}, {}, ids.size(),
                        [&](std::size_t index, Values& row) { row.number(ids[index]); });
  require_all(context_.writer.erase(table.name, kIdAndStamp, context_.ours_of_company(), ids.size(),
                                    as_left(table, ids)),
              ids.size(), table.text);
}

void UndoRows::set_temporary_keys(const KeptTable& table, std::span<const std::int64_t> ids) const {
  const auto matched =
      context_.writer.update(table.name, kIdAndStamp, {{table.key, 't'}}, context_.of_company(), ids.size(),
                             [&](std::size_t index, Values& row) {
                               row.number(ids[index])
                                   .number(stamp_of(table, ids[index]))
                                   .text("temporary:" + std::to_string(ids[index]), "key");
                             });
  require_all(matched, ids.size(), table.text);
}

void UndoRows::write_back(const KeptTable& table, std::span<const std::int64_t> ids) const {
  const std::string name = table.name;
  const bool mysql = context_.session.dialect().backend() == Backend::mysql;
  std::string set;
  for (const std::string& column : table.columns)
    set += std::string(mysql ? "t." : "") + column + " = b." + column + ", ";
  const std::string join = "b.run_id = " + run_ + " AND b." + table.kept_id + " = ";
  const std::string sql = mysql ? "UPDATE " + name + " t JOIN " + table.kept_name + " b ON " + join +
                                      "t.id SET " + set + "t.updated_at = " + now_ + " WHERE t.id IN"
                                : "UPDATE " + name + " SET " + set + "updated_at = " + now_ + " FROM " +
                                      table.kept_name + " b WHERE " + join + name + ".id AND " + name +
                                      ".id IN";
  require_all(run_for_ids(context_.session, sql, ids), ids.size(), table.text);
}

void UndoRows::insert(const KeptTable& table, std::span<const std::int64_t> ids) const {
  const std::string columns = host_sdk::join(table.inserted_columns, ", ");
  const std::string sql = std::string("INSERT INTO ") + table.name + " (id, company_id, updated_at, " +
                          columns + ") SELECT " + table.kept_id + ", ?, " + now_ + ", " + columns + " FROM " +
                          table.kept_name + " WHERE run_id = " + run_ + " AND " + table.kept_id + " IN";
  require_inserted(run_for_ids(context_.session, sql, ids, context_.company_id), ids.size(), table.text);
}

void UndoRows::erase_handed_over(std::span<const plan::Membership> memberships) const {
  context_.writer.erase(
      kMembersTable, kMembershipKey, {}, memberships.size(), [&](std::size_t index, Values& row) {
        row.number(memberships[index].group_id).number(memberships[index].user_id).text("", "provider");
      });
}

void UndoRows::insert_lost(std::span<const plan::LostMembership> memberships) const {
  const auto inserted = context_.writer.insert(
      kMembersTable, kMembershipKey, memberships.size(), [&](std::size_t index, Values& row) {
        row.number(memberships[index].group_id)
            .number(memberships[index].user_id)
            .text(state_.providers[memberships[index].provider], "provider");
      });
  require_inserted(inserted, memberships.size(), "memberships");
}

bool UndoRows::can_be_erased(const KeptTable& table, std::int64_t id) const {
  return is_as_left(table, id) && !has_other_members(context_.session, table, {&id, 1});
}

bool UndoRows::is_as_left(const KeptTable& table, std::int64_t id) const {
  return Query(context_.session, std::string("SELECT COUNT(*) FROM ") + table.name +
                                     " WHERE id = ? AND updated_at = ? AND company_id = ?")
             .number(id)
             .number(stamp_of(table, id))
             .text(context_.company_id, "company_id")
             .read_number() > 0;
}

bool UndoRows::is_kept(const KeptTable& table, std::int64_t id) const {
  return Query(context_.session, std::string("SELECT COUNT(*) FROM ") + table.kept_name +
                                     " WHERE run_id = " + run_ + " AND " + table.kept_id + " = ?")
             .number(id)
             .read_number() > 0;
}

}  // namespace gup::database
