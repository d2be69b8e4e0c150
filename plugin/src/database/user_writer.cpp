#include "database/user_writer.hpp"

#include <unordered_set>

#include "database/link_writer.hpp"

namespace gup::database {
namespace {

constexpr const char* kUsers = "target_users";
constexpr const char* kWhat = "target users";

const Columns kIdAndTime{{"id", 'n'}, {"updated_at", 'n'}};

/// What Google decides of a row, and whose it is. Never the time zone: that is the host's.
const Columns& written_columns() {
  static const Columns kColumns{{"email", 't'},        {"email_key", 't'},     {"first_name", 't'},
                                {"last_name", 't'},    {"department", 't'},    {"job_title", 't'},
                                {"phone_number", 't'}, {"manager_email", 't'}, {"preferred_language", 't'},
                                {"location", 't'},     {"status", 't'},        {"provider", 't'},
                                {"external_id", 't'},  {"updated_at", 'n'}};
  return kColumns;
}

void fill_written(const plan::HostRow& row, std::int64_t now, Values& values) {
  const auto& fields = row.fields;
  values.text(fields.email, "email")
      .text(row.email_key, "email_key")
      .text(fields.first_name, "first_name")
      .text(fields.last_name, "last_name")
      .text_or_null(fields.department, "department")
      .text_or_null(fields.job_title, "job_title")
      .text_or_null(fields.phone_number, "phone_number")
      .text_or_null(fields.manager_email, "manager_email")
      .text_or_null(fields.preferred_language, "preferred_language")
      .text_or_null(fields.location, "location")
      .text(row.status, "status")
      .text(row.provider, "provider")
      .text_or_null(row.external_id, "external_id")
      .number(now);
}

std::int64_t expected_time(const plan::RowWrite& write) {
  // No row has this time, so a plan that forgot to say what it was made from changes nothing.
  return write.expected_updated_at.value_or(-1);
}

/// Keys are unique at every moment of the transaction, so a row whose key another row is going to take over
/// steps aside first.
void step_aside(const WriteContext& context, const std::vector<plan::RowWrite>& updates) {
  std::unordered_set<std::string_view> wanted;
  for (const auto& update : updates)
    if (update.former_email_key && *update.former_email_key != update.row.email_key)
      wanted.insert(update.row.email_key);
  std::vector<const plan::RowWrite*> in_the_way;
  for (const auto& update : updates)
    if (update.former_email_key && *update.former_email_key != update.row.email_key &&
        wanted.contains(*update.former_email_key))
      in_the_way.push_back(&update);
  static const Columns kKey{{"email_key", 't'}};
  const auto matched = context.writer.update(
      kUsers, kIdAndTime, kKey, context.of_company(), in_the_way.size(), [&](std::size_t index, Values& row) {
        const auto& update = *in_the_way[index];
        row.number(update.row.id)
            .number(expected_time(update))
            .text("parking:" + std::to_string(update.row.id), "email_key");
      });
  require_all(matched, in_the_way.size(), kWhat);
}

}  // namespace

void delete_users(const WriteContext& context, const std::vector<plan::RowDelete>& deletes) {
  const auto fill_id = [&](std::size_t index, Values& row) { row.number(deletes[index].user_id); };
  context.writer.erase("target_group_members", {{"user_id", 'n'}}, {}, deletes.size(), fill_id);
  const auto matched =
      context.writer.erase(kUsers, {{"id", 'n'}}, context.ours_of_company(), deletes.size(), fill_id);
  require_all(matched, deletes.size(), kWhat);
  erase_links(context, deletes.size(),
              [&](std::size_t index) -> const std::string& { return deletes[index].external_id; });
}

void park_keys(const WriteContext& context, const std::vector<plan::KeyParking>& parkings) {
  static const Columns kKeyAndTime{{"email_key", 't'}, {"updated_at", 'n'}};
  const auto matched = context.writer.update(kUsers, kIdAndTime, kKeyAndTime, context.of_company(),
                                             parkings.size(), [&](std::size_t index, Values& row) {
                                               const auto& parking = parkings[index];
                                               row.number(parking.user_id)
                                                   .number(parking.expected_updated_at)
                                                   .text(plan::parked_email_key(parking.user_id), "email_key")
                                                   .number(context.now);
                                             });
  require_all(matched, parkings.size(), kWhat);
  std::vector<std::string> linked;
  for (const auto& parking : parkings)
    if (!parking.external_id.empty()) linked.push_back(parking.external_id);
  touch_links(context, linked);
}

void update_users(const WriteContext& context, const std::vector<plan::RowWrite>& updates) {
  step_aside(context, updates);
  const auto matched =
      context.writer.update(kUsers, kIdAndTime, written_columns(), context.of_company(), updates.size(),
                            [&](std::size_t index, Values& row) {
                              row.number(updates[index].row.id).number(expected_time(updates[index]));
                              fill_written(updates[index].row, context.now, row);
                            });
  require_all(matched, updates.size(), kWhat);
  write_links_of_rows(context, updates.size(), [&](std::size_t index) { return updates[index].link; });
}

void insert_users(const WriteContext& context, const plan::OnDemand<plan::RowWrite>& inserts) {
  static const Columns kColumns = [] {
    Columns columns{{"id", 'n'}, {"company_id", 't'}, {"created_at", 'n'}, {"time_zone", 't'}};
    columns.insert(columns.end(), written_columns().begin(), written_columns().end());
    return columns;
  }();
  context.writer.insert(kUsers, kColumns, inserts.size(), [&](std::size_t index, Values& row) {
    const plan::HostRow inserted = inserts[index].row;
    row.number(inserted.id).text(context.company_id, "company_id").number(context.now).null_text();
    fill_written(inserted, context.now, row);
  });
  write_links_of_rows(context, inserts.size(), [&](std::size_t index) { return inserts[index].link; });
}

}  // namespace gup::database
