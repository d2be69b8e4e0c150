#include "plan/people/row_writes.hpp"

#include <optional>
#include <string>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup::plan {
namespace {

constexpr const char* kActive = "active";
constexpr const char* kInactive = "inactive";

RowWrite update_of(const TargetUserRow& row, Link link) {
  return {.row = row,
          .link = std::move(link),
          .expected_updated_at = row.updated_at,
          .former_email_key = std::nullopt,
          .keeps_owner = true};
}

/// The address, cut to the length of a name.
std::string name_from(const std::string& email) {
  return cut_characters(email, kTextMaximum);
}

/// A person without a name has the address as first name until Google has a name.
void name_by_address(TargetFields& fields, const std::string& former_email) {
  const bool has_name = !fields.first_name.empty() && fields.first_name != name_from(former_email);
  if (!has_name && fields.last_name.empty()) fields.first_name = name_from(fields.email);
}

bool has_unknown_name(const PersonRecord& record) {
  for (std::size_t i = 0; i < kTargetFields.size(); ++i)
    if (record.kept[i] && is_name(kTargetFields[i])) return true;
  return false;
}

/// Fields whose value is not known keep the row's.
TargetFields fields_for(PersonRecord record, const TargetUserRow& row) {
  for (std::size_t i = 0; i < kTargetFields.size(); ++i) {
    if (!record.kept[i]) continue;
    const TargetField& field = kTargetFields[i];
    const std::string* value = field.find(row.fields);
    field.set(record.fields, value != nullptr ? std::optional(*value) : std::nullopt);
  }
  if (has_unknown_name(record)) name_by_address(record.fields, row.fields.email);
  return std::move(record.fields);
}

void set_email_key(RowWrite& write, const std::string& key) {
  if (write.row.email_key == key) return;
  write.former_email_key = write.row.email_key;
  write.row.email_key = key;
}

void make_active(Link& link, std::string_view external_id, std::int64_t hash, std::int64_t user_id) {
  link.external_id = external_id;
  link.user_id = user_id;
  link.state = LinkState::active;
  link.missing_since.reset();
  link.cause = LeavingCause::unknown;
  link.delete_after_days = 0;
  link.content_hash = hash;
}

void make_ours(RowWrite& write, std::string_view external_id, std::int64_t hash) {
  write.keeps_owner = write.row.provider == kProvider && write.row.external_id == external_id;
  write.row.provider = kProvider;
  write.row.external_id = std::string(external_id);
  make_active(write.link, external_id, hash, write.row.id);
}

RowWrite retired_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now, bool releases_address) {
  RowWrite write = update_of(row, std::move(link));
  if (!write.link.missing_since) write.link.missing_since = now;
  if (releases_address) set_email_key(write, released_email_key(row.id));
  return write;
}

}  // namespace

Link new_link(std::string_view external_id, std::int64_t hash, std::int64_t user_id) {
  Link link;
  make_active(link, external_id, hash, user_id);
  return link;
}

RowWrite new_row(std::string_view external_id, PersonRecord record, std::int64_t user_id) {
  RowWrite write;
  write.row.id = user_id;
  write.row.email_key = host_sdk::fold_key(record.fields.email);
  if (has_unknown_name(record)) name_by_address(record.fields, "");
  write.row.fields = std::move(record.fields);
  write.row.status = kActive;
  make_ours(write, external_id, record.content_hash);
  return write;
}

RowWrite rewritten_row(PersonRecord record, Link link, const EmailAssignment& assignment,
                       const TargetUserRow& row) {
  const std::string external_id = link.external_id;
  RowWrite write = update_of(row, std::move(link));
  if (write.link.state == LinkState::released) write.link.origin = Origin::adopted;
  // An administrator's status stays.
  if (write.link.state == LinkState::inactive && !write.link.was_inactive) write.row.status = kActive;
  if (write.link.state != LinkState::active) write.link.was_inactive = false;
  const std::int64_t hash = record.content_hash;
  const bool granted = assignment.outcome == EmailAssignment::Outcome::granted;
  if (granted)
    set_email_key(write, std::string(assignment.email_key));
  else
    record.fields.email = row.fields.email;
  write.row.fields = fields_for(std::move(record), row);
  make_ours(write, external_id, granted ? hash : content_hash(write.row.fields));
  return write;
}

RowWrite adopted_row(std::string_view external_id, PersonRecord record, const TargetUserRow& row) {
  RowWrite write = update_of(row, {});
  write.link.origin = Origin::adopted;
  const std::int64_t hash = record.content_hash;
  write.row.fields = fields_for(std::move(record), row);
  make_ours(write, external_id, hash);
  return write;
}

RowWrite deactivated_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now,
                         bool releases_address) {
  RowWrite write = retired_row(std::move(link), row, now, releases_address);
  write.link.was_inactive = is_inactive(row);
  write.row.status = kInactive;
  write.link.state = LinkState::inactive;
  return write;
}

RowWrite released_row(Link link, const TargetUserRow& row, host_sdk::Timestamp now, bool releases_address) {
  RowWrite write = retired_row(std::move(link), row, now, releases_address);
  if (write.link.was_inactive) write.row.status = kInactive;
  write.row.provider.clear();
  write.row.external_id.reset();
  write.keeps_owner = false;
  write.link.state = LinkState::released;
  return write;
}

bool is_inactive(const TargetUserRow& row) {
  return row.status == kInactive;
}

bool same_values(const TargetUserRow& one, const TargetUserRow& other) {
  return one.id == other.id && one.fields == other.fields && one.email_key == other.email_key &&
         one.status == other.status && one.provider == other.provider && one.external_id == other.external_id;
}

}  // namespace gup::plan
