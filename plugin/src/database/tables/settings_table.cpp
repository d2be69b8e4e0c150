#include "database/tables/settings_table.hpp"

#include <algorithm>

#include "database/bulk/bulk_writer.hpp"
#include "database/settings/settings_versions.hpp"
#include "database/tables/json_text.hpp"
#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "model/settings/setting_names.hpp"
#include "model/settings/target_group_choice.hpp"

namespace gup::database {
namespace {

template <typename Choice>
Choice choice(const std::string& word, const char* column) {
  const auto value = from_name<Choice>(word);
  if (!value)
    throw Failure(host_sdk::ResultCode::operator_action,
                  std::string("The column ") + column + " of gup_settings has an unknown value.");
  return *value;
}

/// The first cause has the step that was once the only one; the others may have none of their own.
void read_leaving_steps(const Row& row, LeavingSteps& steps) {
  steps = choice<OnLeaving>(row.text(8), "on_leaving");
  if (!row.text(15).empty()) steps.suspended = choice<OnLeaving>(row.text(15), "on_leaving_suspended");
  if (!row.text(16).empty()) steps.deselected = choice<OnLeaving>(row.text(16), "on_leaving_deselected");
  steps.delete_after_days = static_cast<int>(row.number(17));
}

SavedSettings settings_of(const Row& row) {
  SavedSettings saved;
  SyncSettings& settings = saved.settings;
  settings.source = choice<SyncSource>(row.text(0), "source");
  settings.scope = choice<SyncScope>(row.text(1), "scope");
  settings.organizational_units = texts_from_json(row.text(2));
  settings.groups = texts_from_json(row.text(3));
  settings.include_sub_units = row.flag(4);
  settings.include_nested_groups = row.flag(5);
  settings.method = choice<SyncMethod>(row.text(6), "method");
  settings.target_group = row.text(7);
  settings.existing_users = choice<ExistingUsers>(row.text(9), "existing_users");
  settings.removal_limit.percent = static_cast<int>(row.number(10));
  settings.removal_limit.at_least = static_cast<int>(row.number(11));
  saved.revision = row.number(12);
  saved.saved_by = row.text(13);
  saved.saved_at = host_sdk::from_microseconds(row.number(14));
  read_leaving_steps(row, settings.on_leaving);
  settings.group_attribute = choice<GroupAttribute>(row.text(18), "group_attribute");
  return saved;
}

}  // namespace

std::optional<SavedSettings> load_settings(Session& session, const std::string& company_id) {
  std::optional<SavedSettings> found;
  Query(session,
        "SELECT source, scope, unit_ids, group_ids, include_sub_units, include_nested_groups, method, "
        "target_group, on_leaving, existing_users, limit_percent, limit_at_least, revision, "
        "saved_by, saved_at, on_leaving_suspended, on_leaving_deselected, delete_after_days, group_attribute "
        "FROM gup_settings WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("ttttnnttttnnntnttnt", [&](const Row& row) { found = settings_of(row); });
  return found;
}

std::optional<std::int64_t> save_settings(Session& session, const std::string& company_id,
                                          const SavedSettings& saved, std::int64_t expected_revision) {
  const std::int64_t revision = Query(session, "SELECT revision FROM gup_settings WHERE company_id = ?" +
                                                   session.dialect().for_update())
                                    .text(company_id, "company_id")
                                    .read_number();
  if (revision != expected_revision) return std::nullopt;
  keep_settings_version(session, company_id);
  static const Columns kKeys{{"company_id", 't'}};
  static const Columns kOthers{{"source", 't'},
                               {"scope", 't'},
                               {"unit_ids", 't'},
                               {"group_ids", 't'},
                               {"include_sub_units", 'n'},
                               {"include_nested_groups", 'n'},
                               {"method", 't'},
                               {"target_group", 't'},
                               {"on_leaving", 't'},
                               {"existing_users", 't'},
                               {"limit_percent", 'n'},
                               {"limit_at_least", 'n'},
                               {"revision", 'n'},
                               {"saved_by", 't'},
                               {"saved_at", 'n'},
                               {"on_leaving_suspended", 't'},
                               {"on_leaving_deselected", 't'},
                               {"delete_after_days", 'n'},
                               {"group_attribute", 't'}};
  const auto fill = [&](std::size_t, Values& row) {
    const SyncSettings& settings = saved.settings;
    row.text(company_id, "company_id")
        .text(to_name(settings.source), "source")
        .text(to_name(settings.scope), "scope")
        .text(to_json(settings.organizational_units), "organizational_units")
        .text(to_json(settings.groups), "groups")
        .number(std::int64_t{settings.include_sub_units})
        .number(std::int64_t{settings.include_nested_groups})
        .text(to_name(settings.method), "method")
        .text(settings.target_group, "target_group")
        .text(to_name(settings.on_leaving.left), "on_leaving")
        .text(to_name(settings.existing_users), "existing_users")
        .number(std::int64_t{settings.removal_limit.percent})
        .number(std::int64_t{settings.removal_limit.at_least})
        .number(revision + 1)
        .text(saved.saved_by, "saved_by")
        .number(host_sdk::to_microseconds(saved.saved_at))
        .text(to_name(settings.on_leaving.suspended), "on_leaving_suspended")
        .text(to_name(settings.on_leaving.deselected), "on_leaving_deselected")
        .number(std::int64_t{settings.on_leaving.delete_after_days})
        .text(to_name(settings.group_attribute), "group_attribute");
  };
  const auto writer = make_bulk_writer(session);
  if (expected_revision > 0) {
    writer->upsert("gup_settings", kKeys, kOthers, 1, fill);
  } else {
    // If two first saves meet, the second one's insert fails with a conflict.
    Columns all = kKeys;
    all.insert(all.end(), kOthers.begin(), kOthers.end());
    writer->insert("gup_settings", all, 1, fill);
  }
  keep_settings_version(session, company_id);
  return revision + 1;
}

void touch_settings(Session& session, const std::string& company_id, const std::string& saved_by,
                    host_sdk::Timestamp now) {
  Query(session,
        "UPDATE gup_settings SET revision = revision + 1, saved_by = ?, saved_at = ? WHERE company_id = ?")
      .text(saved_by, "saved_by")
      .number(host_sdk::to_microseconds(now))
      .text(company_id, "company_id")
      .run();
  keep_settings_version(session, company_id);
}

void put_made_target_group(Session& session, const std::string& company_id,
                           const std::vector<std::string>& names, std::int64_t group_id) {
  const auto saved = load_settings(session, company_id);
  if (!saved) return;
  const std::string& wanted = saved->settings.target_group;
  const auto new_name = target_group_choice(wanted).new_name;
  if (!new_name) return;
  const std::string wanted_key = host_sdk::fold_key(*new_name);
  const auto is_wanted = [&](const std::string& name) { return host_sdk::fold_key(name) == wanted_key; };
  if (std::none_of(names.begin(), names.end(), is_wanted)) return;
  const std::string id = std::to_string(group_id);
  Query(session, "UPDATE gup_settings SET target_group = ? WHERE company_id = ? AND target_group = ?")
      .text(id, "target_group")
      .text(company_id, "company_id")
      .text(wanted, "target_group")
      .run();
}

}  // namespace gup::database
