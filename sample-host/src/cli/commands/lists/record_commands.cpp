#include "cli/commands/lists/record_commands.hpp"

#include "cli/output/report.hpp"
#include "cli/output/row_output.hpp"
#include "database/audit_table.hpp"
#include "database/notices_table.hpp"
#include "host_sdk/time.hpp"
#include "plugins/pages/page_json.hpp"

namespace sample_host {

namespace json = boost::json;

namespace {

constexpr int kReadAtOnce = 1000;

const std::vector<ColumnOf<AuditEntry>>& audit_columns() {
  using Entry = AuditEntry;
  static const std::vector<ColumnOf<Entry>> kColumns{
      {"id", [](const Entry& entry) { return json::value(entry.id); }},
      {"at", [](const Entry& entry) { return json::value(host_sdk::to_rfc3339(entry.at)); }},
      {"who", [](const Entry& entry) { return json::value(entry.actor_name); }},
      {"account", [](const Entry& entry) { return json::value(entry.actor_id); }},
      {"from", [](const Entry& entry) { return json::value(entry.origin); }},
      {"action", [](const Entry& entry) { return json::value(entry.action); }},
      {"detail", [](const Entry& entry) { return json::value(entry.detail); }},
      {"recorded_by", [](const Entry& entry) { return json::value(entry.source); }},
  };
  return kColumns;
}

std::vector<std::string> audit_cells(const AuditEntry& entry) {
  return {host_sdk::to_rfc3339(entry.at), entry.actor_name + " (" + entry.origin + ")", entry.action,
          entry.detail};
}

const std::vector<ColumnOf<StoredNotice>>& notice_columns() {
  using Stored = StoredNotice;
  static const std::vector<ColumnOf<Stored>> kColumns{
      {"at", [](const Stored& stored) { return json::value(host_sdk::to_rfc3339(stored.at)); }},
      {"plugin", [](const Stored& stored) { return json::value(stored.plugin_id); }},
      {"topic", [](const Stored& stored) { return json::value(stored.notice.topic); }},
      {"tone", [](const Stored& stored) { return json::value(tone_name(stored.notice.tone)); }},
      {"title", [](const Stored& stored) { return json::value(stored.notice.title); }},
      {"text", [](const Stored& stored) { return json::value(stored.notice.text); }},
  };
  return kColumns;
}

std::vector<std::string> notice_cells(const StoredNotice& stored) {
  return {host_sdk::to_rfc3339(stored.at), stored.notice.title, stored.notice.text};
}

}  // namespace

ExitCode audit_command(const host_sdk::Companies& companies, AuditTable& audit, const Options& options) {
  if (!company_or_error(companies, options)) return ExitCode::usage;
  RowOutput<AuditEntry> output(options, audit_columns(), audit_cells);
  std::int64_t before = 0;
  for (auto entries = audit.latest(options.company, before, kReadAtOnce); !entries.empty();
       entries = audit.latest(options.company, before, kReadAtOnce)) {
    for (const AuditEntry& entry : entries) output.row(entry);
    before = entries.back().id;
  }
  output.end();
  return ExitCode::done;
}

ExitCode notices_command(const host_sdk::Companies& companies, NoticesTable& notices,
                         const Options& options) {
  if (!company_or_error(companies, options)) return ExitCode::usage;
  RowOutput<StoredNotice> output(options, notice_columns(), notice_cells);
  for (const StoredNotice& notice : notices.of_company(options.company)) output.row(notice);
  output.end();
  return ExitCode::done;
}

}  // namespace sample_host
