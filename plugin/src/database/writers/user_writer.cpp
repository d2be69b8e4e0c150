#include "database/writers/user_writer.hpp"

#include <unordered_set>

#include "database/bulk/bulk_sql.hpp"
#include "database/writers/link_writer.hpp"
#include "model/target_fields.hpp"

namespace gup::database {
namespace {

constexpr const char* kUsers = "target_users";
constexpr const char* kUserRows = "target users";

const Columns kIdAndTime{{"id", 'n'}, {"updated_at", 'n'}};

/// The columns that come from Google. The time zone is the host's.
const Columns& value_columns() {
  static const Columns kColumns = [] {
    Columns columns;
    for (const TargetField& field : kTargetFields) columns.push_back({field.column, 't'});
    columns.push_back({"status", 't'});
    columns.push_back({"updated_at", 'n'});
    return columns;
  }();
  return kColumns;
}

/// The columns of the host's unique indexes: owner and address of the row.
const Columns& identity_columns() {
  static const Columns kColumns{{"email_key", 't'}, {"provider", 't'}, {"external_id", 't'}};
  return kColumns;
}

void fill_values(const TargetUserRow& row, std::int64_t now, Values& values) {
  for (const TargetField& field : kTargetFields) {
    if (const std::string* value = field.find(row.fields))
      values.text(*value, field.column);
    else
      values.null_text();
  }
  values.text(row.status, "status").number(now);
}

void fill_identity(const TargetUserRow& row, Values& values) {
  values.text(row.email_key, "email_key")
      .text(row.provider, "provider")
      .text_or_null(row.external_id, "external_id");
}

std::int64_t expected_time(const plan::RowWrite& write) {
  // No row has this time, so a write without an expected time changes nothing.
  return write.expected_updated_at.value_or(-1);
}

/// Returns the number of rows that had not changed since the plan was made.
std::int64_t update_rows(const WriteContext& context, const std::vector<const plan::RowWrite*>& updates,
                         bool with_identity) {
  const Columns columns = with_identity ? together(value_columns(), identity_columns()) : value_columns();
  return context.writer.update(kUsers, kIdAndTime, columns, context.of_company(), updates.size(),
                               [&](std::size_t index, Values& row) {
                                 const plan::RowWrite& update = *updates[index];
                                 row.number(update.row.id).number(expected_time(update));
                                 fill_values(update.row, context.now, row);
                                 if (with_identity) fill_identity(update.row, row);
                               });
}

}  // namespace

void delete_users(const WriteContext& context, std::span<const plan::RowDelete> deletes) {
  const auto fill_id = [&](std::size_t index, Values& row) { row.number(deletes[index].user_id); };
  context.writer.erase("target_group_members", {{"user_id", 'n'}}, {}, deletes.size(), fill_id);
  const auto matched =
      context.writer.erase(kUsers, {{"id", 'n'}}, context.ours_of_company(), deletes.size(), fill_id);
  require_all(matched, deletes.size(), kUserRows);
  erase_links(context, deletes.size(),
              [&](std::size_t index) -> const std::string& { return deletes[index].external_id; });
}

void release_email_keys(const WriteContext& context,
                        const std::vector<plan::EmailKeyRelease>& email_key_releases) {
  static const Columns kKeyAndTime{{"email_key", 't'}, {"updated_at", 'n'}};
  const auto matched =
      context.writer.update(kUsers, kIdAndTime, kKeyAndTime, context.of_company(), email_key_releases.size(),
                            [&](std::size_t index, Values& row) {
                              const auto& release = email_key_releases[index];
                              row.number(release.user_id)
                                  .number(release.expected_updated_at)
                                  .text(plan::released_email_key(release.user_id), "email_key")
                                  .number(context.now);
                            });
  require_all(matched, email_key_releases.size(), kUserRows);
  std::vector<std::string> linked;
  for (const auto& release : email_key_releases)
    if (!release.external_id.empty()) linked.push_back(release.external_id);
  touch_links(context, linked);
}

void set_temporary_keys(const WriteContext& context, const std::vector<plan::RowWrite>& updates, bool all) {
  std::unordered_set<std::string_view> wanted;
  for (const auto& update : updates)
    if (update.former_email_key && *update.former_email_key != update.row.email_key)
      wanted.insert(update.row.email_key);
  std::vector<const plan::RowWrite*> in_the_way;
  for (const auto& update : updates)
    if (update.former_email_key && *update.former_email_key != update.row.email_key &&
        (all || wanted.contains(*update.former_email_key)))
      in_the_way.push_back(&update);
  static const Columns kKey{{"email_key", 't'}};
  const auto matched = context.writer.update(
      kUsers, kIdAndTime, kKey, context.of_company(), in_the_way.size(), [&](std::size_t index, Values& row) {
        const auto& update = *in_the_way[index];
        row.number(update.row.id)
            .number(expected_time(update))
            .text("temporary:" + std::to_string(update.row.id), "email_key");
      });
  require_all(matched, in_the_way.size(), kUserRows);
}

void write_user_rows(const WriteContext& context, const std::vector<plan::RowWrite>& updates) {
  // SQLite rewrites index entries even if they stay the same.
  std::vector<const plan::RowWrite*> same_identity;
  std::vector<const plan::RowWrite*> other_identity;
  for (const auto& update : updates)
    (update.keeps_owner && !update.former_email_key ? same_identity : other_identity).push_back(&update);
  const auto matched =
      update_rows(context, same_identity, false) + update_rows(context, other_identity, true);
  require_all(matched, updates.size(), kUserRows);
}

void update_users(const WriteContext& context, const std::vector<plan::RowWrite>& updates) {
  set_temporary_keys(context, updates, false);
  write_user_rows(context, updates);
  write_links_of_rows(context, updates.size(), [&](std::size_t index) { return updates[index].link; });
}

void insert_user_rows(const WriteContext& context, const plan::Inserts& inserts, std::size_t first,
                      std::size_t end) {
  static const Columns kColumns =
      together({{"id", 'n'}, {"company_id", 't'}, {"created_at", 'n'}, {"time_zone", 't'}},
               together(value_columns(), identity_columns()));
  const auto count =
      context.writer.insert(kUsers, kColumns, end - first, [&](std::size_t index, Values& row) {
        const TargetUserRow inserted = inserts[first + index].row;
        row.number(inserted.id).text(context.company_id, "company_id").number(context.now).null_text();
        fill_values(inserted, context.now, row);
        fill_identity(inserted, row);
      });
  require_inserted(count, end - first, kUserRows);
}

void insert_users(const WriteContext& context, const plan::Inserts& inserts) {
  insert_user_rows(context, inserts, 0, inserts.size());
  write_links_of_rows(context, inserts.size(), [&](std::size_t index) { return inserts.links[index]; });
}

}  // namespace gup::database
