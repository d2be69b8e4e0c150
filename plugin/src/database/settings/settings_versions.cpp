#include "database/settings/settings_versions.hpp"

#include "database/bulk/bulk_writer.hpp"
#include "database/exclusions/exclusions_table.hpp"
#include "database/fields/field_rules_table.hpp"
#include "database/tables/settings_table.hpp"
#include "host_sdk/time.hpp"
#include "settings/file/settings_file.hpp"

namespace gup::database {
namespace {

constexpr const char* kVersions = "gup_settings_versions";
constexpr std::int64_t kMostVersions = 100;
constexpr std::chrono::hours kKept{24 * 365};

struct Newest {
  std::int64_t version = 0;
  std::int64_t revision = 0;
  std::string text;
  std::string saved_by;
  std::int64_t saved_at = 0;
};

Newest newest_version(Session& session, const std::string& company_id) {
  Newest newest;
  Query(session,
        "SELECT version, revision, settings, saved_by, saved_at FROM gup_settings_versions WHERE company_id "
        "= ? AND version = "
        "(SELECT MAX(version) FROM gup_settings_versions WHERE company_id = ?)")
      .text(company_id, "company_id")
      .text(company_id, "company_id")
      .read("nnttn", [&](const Row& row) {
        newest = {row.number(0), row.number(1), row.text(2), row.text(3), row.number(4)};
      });
  return newest;
}

/// Returns nullopt for a version that was kept before versions had the schedule.
std::optional<FormValues> schedule_in(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return read_settings_file(text, "", SyncSettings{}).settings.schedule;
}

struct SavedSchedule {
  FormValues values;
  std::string saved_by;
  host_sdk::Timestamp saved_at{};
};

void forget_old_versions(Session& session, const std::string& company_id, std::int64_t newest,
                         host_sdk::Timestamp now) {
  Query(session,
        "DELETE FROM gup_settings_versions WHERE company_id = ? AND version <> ? AND (version <= ? OR "
        "saved_at < ?)")
      .text(company_id, "company_id")
      .number(newest)
      .number(newest - kMostVersions)
      .number(host_sdk::to_microseconds(now - kKept))
      .run();
}

void keep_version(Session& session, const std::string& company_id,
                  const std::optional<SavedSchedule>& schedule, bool belongs_to_newest = false) {
  // First of all: two changes at once make two versions.
  Query(session, "SELECT revision FROM gup_settings WHERE company_id = ?" + session.dialect().for_update())
      .text(company_id, "company_id")
      .read_number();
  const auto saved = load_settings(session, company_id);
  if (!saved) return;
  const auto no_names = [](const std::string&) { return std::string(); };
  CompanySettings settings{saved->settings,
                           read_exclusions(session, company_id).active,
                           {},
                           read_field_mapping(session, company_id)};
  // The names of units and groups are looked up when a version is shown.
  for (Exclusion& rule : settings.exclusions) rule.name.clear();
  const Newest newest = newest_version(session, company_id);
  const auto known_schedule = schedule_in(newest.text);
  settings.schedule = schedule ? schedule->values : known_schedule;
  const std::string text = settings_file_text(settings, no_names);
  if (newest.text == text) return;
  const bool has_same_revision = newest.version > 0 && newest.revision == saved->revision;
  const bool is_rescheduled = known_schedule && settings.schedule != known_schedule;
  // A run replaces the name of a new target group by its id without a new revision.
  const bool is_same = has_same_revision && (belongs_to_newest || !is_rescheduled);
  const std::int64_t version = is_same ? newest.version : newest.version + 1;
  std::string saved_by = saved->saved_by;
  std::int64_t saved_at = host_sdk::to_microseconds(saved->saved_at);
  if (is_same) {
    saved_by = newest.saved_by;
    saved_at = newest.saved_at;
  } else if (has_same_revision && schedule) {
    saved_by = schedule->saved_by;
    saved_at = host_sdk::to_microseconds(schedule->saved_at);
  }
  static const Columns kKeys{{"company_id", 't'}, {"version", 'n'}};
  static const Columns kOthers{{"revision", 'n'}, {"saved_by", 't'}, {"saved_at", 'n'}, {"settings", 't'}};
  make_bulk_writer(session)->upsert(kVersions, kKeys, kOthers, 1, [&](std::size_t, Values& row) {
    row.text(company_id, "company_id")
        .number(version)
        .number(saved->revision)
        .text(saved_by, "saved_by")
        .number(saved_at)
        .text(text, "settings");
  });
  forget_old_versions(session, company_id, version, host_sdk::from_microseconds(saved_at));
}

}  // namespace

void keep_settings_version(Session& session, const std::string& company_id) {
  keep_version(session, company_id, std::nullopt);
}

void keep_schedule(Session& session, const std::string& company_id, const FormValues& schedule,
                   const std::string& saved_by, host_sdk::Timestamp now) {
  keep_version(session, company_id, SavedSchedule{schedule, saved_by, now});
}

std::optional<std::int64_t> save_all_settings(Session& session, const std::string& company_id,
                                              const SavedSettings& settings,
                                              const std::vector<Exclusion>& exclusions,
                                              const std::optional<FieldMapping>& fields,
                                              const FormValues& schedule, std::int64_t expected_revision) {
  const auto revision = save_settings(session, company_id, settings, expected_revision);
  if (!revision) return std::nullopt;
  replace_exclusions(session, company_id, exclusions, settings.saved_by, settings.saved_at);
  if (fields) replace_field_mapping(session, company_id, *fields, settings.saved_by, settings.saved_at);
  // The version that this save has made gets the schedule, too.
  keep_version(session, company_id, SavedSchedule{schedule, settings.saved_by, settings.saved_at}, true);
  return revision;
}

std::vector<SettingsVersion> list_settings_versions(Session& session, const std::string& company_id,
                                                    std::int64_t before, int limit) {
  std::vector<SettingsVersion> versions;
  Query(session,
        "SELECT version, revision, saved_by, saved_at, settings FROM gup_settings_versions WHERE company_id "
        "= ? AND version < ? ORDER BY version DESC LIMIT " +
            std::to_string(limit))
      .text(company_id, "company_id")
      .number(before)
      .read("nntnt", [&](const Row& row) {
        versions.push_back({row.number(0), row.number(1), row.text(2),
                            host_sdk::from_microseconds(row.number(3)), row.text(4)});
      });
  return versions;
}

std::int64_t count_settings_versions(Session& session, const std::string& company_id) {
  return Query(session, "SELECT COUNT(*) FROM gup_settings_versions WHERE company_id = ?")
      .text(company_id, "company_id")
      .read_number();
}

}  // namespace gup::database
