#include "database/company_services/company_settings_table.hpp"

#include <boost/json.hpp>

#include "database/host_database.hpp"
#include "host_sdk/service_rules.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

namespace json = boost::json;
using host_sdk::SettingsVersion;

constexpr const char* kReadingSettings = "the settings of the company cannot be read";
constexpr const char* kWritingSettings = "the settings of the company cannot be written";
constexpr const char* kOfOwner = " host_company_settings WHERE plugin_id = ? AND company_id = ?";

std::string values_to_text(const std::map<std::string, std::string>& values) {
  json::object object;
  for (const auto& [name, value] : values) object[name] = value;
  return json::serialize(object);
}

std::map<std::string, std::string> values_from_text(const std::string& text) {
  boost::system::error_code error;
  const json::value parsed = json::parse(text, error);
  if (error || !parsed.is_object()) throw SqlError(SqlErrorKind::other, "host_company_settings is damaged.");
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : parsed.get_object())
    if (value.is_string()) values.emplace(std::string(name), std::string(value.get_string()));
  return values;
}

/// The revision of the newest version, or 0. Locks it in a write transaction.
std::int64_t newest_revision(Session& session, std::string_view plugin_id, std::string_view company_id) {
  return Query(session, std::string{"SELECT revision FROM"} + kOfOwner + " ORDER BY revision DESC LIMIT 1" +
                            session.dialect().for_update())
      .text(plugin_id, "plugin_id")
      .text(company_id, "company_id")
      .read_number();
}

void insert_version(Session& session, std::string_view plugin_id, std::string_view company_id,
                    const SettingsVersion& version) {
  Query(session,
        "INSERT INTO host_company_settings (plugin_id, company_id, revision, saved_by, saved_at, settings) "
        "VALUES (?, ?, ?, ?, ?, ?)")
      .text(plugin_id, "plugin_id")
      .text(company_id, "company_id")
      .number(version.revision)
      .text(version.saved_by, "saved_by")
      .number(host_sdk::to_microseconds(version.saved_at.value_or(host_sdk::Timestamp{})))
      .text(values_to_text(version.values), "settings")
      .run();
}

void delete_versions_up_to(Session& session, std::string_view plugin_id, std::string_view company_id,
                           std::int64_t revision) {
  Query(session, std::string{"DELETE FROM"} + kOfOwner + " AND revision <= ?")
      .text(plugin_id, "plugin_id")
      .text(company_id, "company_id")
      .number(revision)
      .run();
}

}  // namespace

std::vector<SettingsVersion> CompanySettingsTable::versions(std::string_view plugin_id,
                                                            std::string_view company_id, std::size_t most) {
  return database_.with_session(kReadingSettings, [&](Session& session) {
    std::vector<SettingsVersion> versions;
    Query(session, std::string{"SELECT revision, saved_by, saved_at, settings FROM"} + kOfOwner +
                       " ORDER BY revision DESC LIMIT " + std::to_string(most))
        .text(plugin_id, "plugin_id")
        .text(company_id, "company_id")
        .read("ntnt", [&](const sql::Row& row) {
          versions.push_back({values_from_text(row.text(3)), row.number(0), row.text(1),
                              host_sdk::from_microseconds(row.number(2))});
        });
    return versions;
  });
}

bool CompanySettingsTable::add(std::string_view plugin_id, std::string_view company_id,
                               const SettingsVersion& next) {
  try {
    return database_.write(kWritingSettings, [&](Session& session) {
      if (newest_revision(session, plugin_id, company_id) != next.revision - 1) return false;
      insert_version(session, plugin_id, company_id, next);
      delete_versions_up_to(session, plugin_id, company_id,
                            next.revision - static_cast<std::int64_t>(host_sdk::kKeptSettings));
      return true;
    });
  } catch (const SqlError& error) {
    // Another process added the same revision at the same moment.
    if (error.kind() == SqlErrorKind::conflict) return false;
    throw;
  }
}

void CompanySettingsTable::erase(std::string_view plugin_id, std::string_view company_id, std::string_view by,
                                 host_sdk::Timestamp now) {
  database_.write(kWritingSettings, [&](Session& session) {
    const auto newest = newest_revision(session, plugin_id, company_id);
    if (newest == 0) return;
    delete_versions_up_to(session, plugin_id, company_id, newest);
    insert_version(session, plugin_id, company_id, {{}, newest + 1, std::string(by), now});
  });
}

}  // namespace sample_host
