#include "database/writers/source_names.hpp"

#include <algorithm>

#include "database/bulk/bulk_sql.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kNamesPerQuery = 500;
constexpr const char* kSelectNames =
    "SELECT source_id, name, address, successor_id FROM gup_source_names WHERE company_id = ?";
const Columns kSourceOfCompany{{"company_id", 't'}, {"source_id", 't'}};

plan::SourceName name_in(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3)};
}

}  // namespace

std::vector<plan::SourceName> read_source_names(Session& session, const std::string& company_id) {
  std::vector<plan::SourceName> names;
  Query(session, kSelectNames).text(company_id, "company_id").read("tttt", [&](const Row& row) {
    names.push_back(name_in(row));
  });
  // Collations differ between databases.
  std::ranges::sort(names);
  return names;
}

std::vector<plan::SourceName> read_source_names(Session& session, const std::string& company_id,
                                                const std::vector<std::string>& ids) {
  std::vector<plan::SourceName> names;
  for (std::size_t at = 0; at < ids.size(); at += kNamesPerQuery) {
    const std::size_t end = std::min(ids.size(), at + kNamesPerQuery);
    Query query(session, std::string(kSelectNames) + " AND source_id IN " + row_list(end - at, 1));
    query.text(company_id, "company_id");
    for (std::size_t i = at; i < end; ++i) query.text(ids[i], "source_id");
    query.read("tttt", [&](const Row& row) { names.push_back(name_in(row)); });
  }
  return names;
}

void write_source_names(const WriteContext& context, const std::vector<plan::SourceName>& names) {
  static const Columns kOthers{{"name", 't'}, {"address", 't'}, {"successor_id", 't'}};
  context.writer.upsert("gup_source_names", kSourceOfCompany, kOthers, names.size(),
                        [&](std::size_t index, Values& row) {
                          const plan::SourceName& name = names[index];
                          row.text(context.company_id, "company_id")
                              .text(name.source_id, "source_id")
                              .text(name.name, "name")
                              .text(name.address, "address")
                              .text(name.successor_id, "successor_id");
                        });
}

void erase_source_names(const WriteContext& context, const std::vector<std::string>& source_ids) {
  context.writer.erase("gup_source_names", kSourceOfCompany, {}, source_ids.size(),
                       [&](std::size_t index, Values& row) {
                         row.text(context.company_id, "company_id").text(source_ids[index], "source_id");
                       });
}

}  // namespace gup::database
