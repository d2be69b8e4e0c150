#include "database/fields/field_rules_table.hpp"

#include "database/bulk/bulk_writer.hpp"
#include "database/settings/settings_versions.hpp"
#include "database/tables/json_text.hpp"
#include "database/tables/settings_table.hpp"
#include "failure.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

FieldRule rule_of(const Row& row) {
  SourcesReading reading = read_sources(row.text(1));
  const auto empty = empty_value_named(row.text(2));
  if (!reading.problem.empty() || !empty)
    throw Failure(host_sdk::ResultCode::operator_action,
                  "The table gup_field_rules has a row that this version cannot read.");
  return {std::move(reading.sources), *empty, row.text(3)};
}

}  // namespace

FieldMapping read_field_mapping(Session& session, const std::string& company_id) {
  FieldMapping mapping = default_mapping();
  Query(session, "SELECT field, sources, when_empty, value_text FROM gup_field_rules WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("tttt", [&](const Row& row) {
        if (const auto field = mapped_field(row.text(0))) mapping[*field] = rule_of(row);
      });
  return mapping;
}

bool replace_field_mapping(Session& session, const std::string& company_id, const FieldMapping& mapping,
                           const std::string& saved_by, host_sdk::Timestamp now) {
  const FieldMapping before = read_field_mapping(session, company_id);
  if (before == mapping) return false;
  std::vector<std::size_t> written;
  for (std::size_t i = kFirstMappedField; i < mapping.size(); ++i) {
    if (mapping[i] == before[i]) continue;
    if (mapping[i] == default_mapping()[i])
      Query(session, "DELETE FROM gup_field_rules WHERE company_id = ? AND field = ?")
          .text(company_id, "company_id")
          .text(kTargetFields[i].column, "field")
          .run();
    else
      written.push_back(i);
  }
  static const Columns kKeys{{"company_id", 't'}, {"field", 't'}};
  static const Columns kOthers{
      {"sources", 't'}, {"when_empty", 't'}, {"value_text", 't'}, {"saved_by", 't'}, {"saved_at", 'n'}};
  const auto writer = make_bulk_writer(session);
  writer->upsert("gup_field_rules", kKeys, kOthers, written.size(), [&](std::size_t index, Values& row) {
    const FieldRule& rule = mapping[written[index]];
    row.text(company_id, "company_id")
        .text(kTargetFields[written[index]].column, "field")
        .text(sources_text(rule.sources), "sources")
        .text(empty_value_name(rule.empty), "when_empty")
        .text(rule.text, "value_text")
        .text(saved_by, "saved_by")
        .number(host_sdk::to_microseconds(now));
  });
  return true;
}

bool save_field_mapping(Session& session, const std::string& company_id, const FieldMapping& mapping,
                        const std::string& saved_by, host_sdk::Timestamp now) {
  keep_settings_version(session, company_id);
  if (!replace_field_mapping(session, company_id, mapping, saved_by, now)) return false;
  touch_settings(session, company_id, saved_by, now);
  return true;
}

CustomAttributesSeen read_custom_attributes_seen(Session& session, const std::string& company_id) {
  const auto settings =
      Query(session,
            "SELECT settings FROM gup_runs WHERE id = (SELECT MAX(id) FROM gup_runs WHERE company_id = ? AND "
            "kind = ? AND state IN (?, ?))")
          .text(company_id, "company_id")
          .number(static_cast<std::int64_t>(RunKind::sync))
          .number(static_cast<std::int64_t>(RunState::done))
          .number(static_cast<std::int64_t>(RunState::held))
          .read_text();
  return settings ? settings_used_from_json(*settings).custom_attributes : CustomAttributesSeen{};
}

}  // namespace gup::database
