#include "database/exclusions/exclusions_table.hpp"

#include <algorithm>
#include <tuple>

#include "database/bulk/bulk_writer.hpp"
#include "database/settings/settings_versions.hpp"
#include "database/tables/settings_table.hpp"
#include "failure.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr const char* kExclusionsTable = "gup_exclusions";

ExclusionKind exclusion_kind_of(const std::string& name) {
  const auto kind = exclusion_kind_named(name);
  if (!kind)
    throw Failure(host_sdk::ResultCode::operator_action,
                  "The column kind of gup_exclusions has an unknown value.");
  return *kind;
}

bool is_same_rule(const Exclusion& a, const Exclusion& b) {
  return a.kind == b.kind && a.value == b.value;
}

void write_rules(Session& session, const std::string& company_id, const std::vector<RemovedExclusion>& rows,
                 bool are_removed) {
  static const Columns kKeys{{"company_id", 't'}, {"kind", 't'}, {"value", 't'}};
  static const Columns kOthers{{"name", 't'},     {"reason", 't'},     {"added_by", 't'},
                               {"added_at", 'n'}, {"removed_by", 't'}, {"removed_at", 'n'}};
  const auto writer = make_bulk_writer(session);
  writer->upsert(kExclusionsTable, kKeys, kOthers, rows.size(), [&](std::size_t index, Values& row) {
    const auto& [rule, removed_by, removed_at] = rows[index];
    row.text(company_id, "company_id")
        .text(exclusion_kind_name(rule.kind), "kind")
        .text(rule.value, "value")
        .text(rule.name, "name")
        .text(rule.reason, "reason")
        .text(rule.added_by, "added_by")
        .number(host_sdk::to_microseconds(rule.added_at))
        .text(removed_by, "removed_by")
        .number(are_removed ? std::optional<std::int64_t>(host_sdk::to_microseconds(removed_at))
                            : std::nullopt);
  });
}

}  // namespace

StoredExclusions read_exclusions(Session& session, const std::string& company_id) {
  StoredExclusions found;
  bool knows_guests = false;
  Query(session, std::string("SELECT ") + kKeptExclusions + " FROM gup_exclusions WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("tttttntn", [&](const Row& row) {
        Exclusion rule;
        rule.kind = exclusion_kind_of(row.text(0));
        rule.value = row.text(1);
        rule.name = row.text(2);
        rule.reason = row.text(3);
        rule.added_by = row.text(4);
        rule.added_at = host_sdk::from_microseconds(row.number(5));
        knows_guests = knows_guests || rule.kind == ExclusionKind::guests;
        if (const auto removed_at = row.number_or_null(7))
          found.removed.push_back({std::move(rule), row.text(6), host_sdk::from_microseconds(*removed_at)});
        else
          found.active.push_back(std::move(rule));
      });
  if (!knows_guests) found.active.push_back(default_exclusion());
  std::ranges::sort(found.active, {}, [](const Exclusion& rule) { return std::tie(rule.kind, rule.value); });
  std::ranges::sort(found.removed, [](const RemovedExclusion& a, const RemovedExclusion& b) {
    return std::tie(b.removed_at, a.rule.kind, a.rule.value) <
           std::tie(a.removed_at, b.rule.kind, b.rule.value);
  });
  return found;
}

ExclusionStore::Saved add_exclusions(Session& session, const std::string& company_id,
                                     const std::vector<Exclusion>& rules) {
  ExclusionStore::Saved saved;
  keep_settings_version(session, company_id);
  const auto active = read_exclusions(session, company_id).active;
  std::vector<RemovedExclusion> rows;
  for (const Exclusion& rule : rules) {
    const auto known =
        std::ranges::find_if(active, [&](const Exclusion& one) { return is_same_rule(one, rule); });
    if (known == active.end())
      ++saved.added;
    else if (known->reason == rule.reason)
      continue;
    else
      ++saved.changed;
    rows.push_back({rule, "", {}});
  }
  if (active.size() + saved.added > kMostExclusions) return {.added = 0, .changed = 0, .too_many = true};
  if (rows.empty()) return saved;
  write_rules(session, company_id, rows, false);
  touch_settings(session, company_id, rows.front().rule.added_by, rows.front().rule.added_at);
  return saved;
}

std::optional<Exclusion> remove_exclusion(Session& session, const std::string& company_id,
                                          const std::string& key, const std::string& removed_by,
                                          host_sdk::Timestamp now) {
  keep_settings_version(session, company_id);
  for (const Exclusion& rule : read_exclusions(session, company_id).active) {
    if (exclusion_key(rule.kind, rule.value) != key) continue;
    write_rules(session, company_id, {{rule, removed_by, now}}, true);
    touch_settings(session, company_id, removed_by, now);
    return rule;
  }
  return std::nullopt;
}

void replace_exclusions(Session& session, const std::string& company_id, const std::vector<Exclusion>& rules,
                        const std::string& saved_by, host_sdk::Timestamp now) {
  const auto active = read_exclusions(session, company_id).active;
  std::vector<RemovedExclusion> written;
  for (const Exclusion& rule : rules) {
    const auto known =
        std::ranges::find_if(active, [&](const Exclusion& one) { return is_same_rule(one, rule); });
    if (known == active.end() || known->reason != rule.reason) written.push_back({rule, "", {}});
  }
  std::vector<RemovedExclusion> removed;
  for (const Exclusion& rule : active)
    if (std::ranges::none_of(rules, [&](const Exclusion& one) { return is_same_rule(one, rule); }))
      removed.push_back({rule, saved_by, now});
  if (!written.empty()) write_rules(session, company_id, written, false);
  if (!removed.empty()) write_rules(session, company_id, removed, true);
}

bool delete_removed_exclusions(Session& session, const std::string& company_id,
                               host_sdk::Timestamp removed_before) {
  // Without its row, the rule about guests would be back.
  return Query(session,
               "DELETE FROM gup_exclusions WHERE company_id = ? AND kind <> 'guests' AND removed_at < ?")
             .text(company_id, "company_id")
             .number(host_sdk::to_microseconds(removed_before))
             .run() > 0;
}

}  // namespace gup::database
