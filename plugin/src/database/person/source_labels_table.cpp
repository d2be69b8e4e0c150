#include "database/person/source_labels_table.hpp"

#include <algorithm>

#include "database/bulk/bulk_sql.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kLabelsPerQuery = 500;
constexpr const char* kSelectLabels = "SELECT source_id, label FROM gup_source_labels WHERE company_id = ?";

}  // namespace

std::map<std::string, std::string> read_source_labels(Session& session, const std::string& company_id,
                                                      const std::vector<std::string>& ids) {
  std::map<std::string, std::string> labels;
  const auto add = [&](const Row& row) { labels.emplace(row.text(0), row.text(1)); };
  if (ids.empty()) Query(session, kSelectLabels).text(company_id, "company_id").read("tt", add);
  for (std::size_t at = 0; at < ids.size(); at += kLabelsPerQuery) {
    const std::size_t end = std::min(ids.size(), at + kLabelsPerQuery);
    Query query(session, std::string(kSelectLabels) + " AND source_id IN " + row_list(end - at, 1));
    query.text(company_id, "company_id");
    for (std::size_t i = at; i < end; ++i) query.text(ids[i], "source_id");
    query.read("tt", add);
  }
  return labels;
}

void write_source_labels(const WriteContext& context, const std::vector<plan::SourceLabel>& labels) {
  if (labels.empty()) return;
  const auto present = read_source_labels(context.session, context.company_id, {});
  std::vector<const plan::SourceLabel*> changed;
  for (const plan::SourceLabel& label : labels) {
    const auto known = present.find(label.source_id);
    if (known == present.end() || known->second != label.label) changed.push_back(&label);
  }
  static const Columns kKeys{{"company_id", 't'}, {"source_id", 't'}};
  static const Columns kOthers{{"label", 't'}};
  context.writer.upsert("gup_source_labels", kKeys, kOthers, changed.size(),
                        [&](std::size_t index, Values& row) {
                          row.text(context.company_id, "company_id")
                              .text(changed[index]->source_id, "source_id")
                              .text(changed[index]->label, "label");
                        });
}

}  // namespace gup::database
