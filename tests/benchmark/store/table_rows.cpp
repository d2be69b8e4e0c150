#include "table_rows.hpp"

namespace gup::benchmark {

TableRows::TableRows(std::string name, std::vector<std::string> columns) : name_(std::move(name)) {
  for (const auto& column : columns) {
    const auto blank = column.find(' ');
    columns_.push_back(column.substr(0, blank));
    kinds_ += column.substr(blank + 1);
  }
}

std::string TableRows::column_list() const {
  std::string list;
  for (const auto& column : columns_) list += (list.empty() ? "" : ", ") + column;
  return list;
}

void TableRows::read(database::Session& session, const std::string& order) {
  database::Query(session, "SELECT " + column_list() + " FROM " + name_ + " ORDER BY " + order)
      .read(kinds_, [&](const database::Row& row) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
          Cell& cell = cells_.emplace_back();
          if (kinds_[i] == 'n') {
            const auto number = row.number_or_null(i);
            if (!number) continue;
            cell = {Value::Kind::number, 0, *number};
          } else if (const auto text = row.text_or_null(i)) {
            cell = {Value::Kind::text, static_cast<std::uint32_t>(text->size()),
                    static_cast<std::int64_t>(texts_.size())};
            texts_ += *text;
          }
        }
      });
}

Value TableRows::at(std::size_t row, std::size_t column) const {
  const Cell& cell = cells_[row * columns_.size() + column];
  Value value{cell.kind, cell.number, {}};
  if (cell.kind == Value::Kind::text)
    value.text = std::string_view(texts_).substr(static_cast<std::size_t>(cell.number), cell.length);
  return value;
}

std::vector<TableRows> read_tables(database::Session& session) {
  std::vector<TableRows> tables;
  const auto read = [&](const char* name, const char* order, std::vector<std::string> columns) {
    tables.emplace_back(name, std::move(columns)).read(session, order);
  };
  read("target_users", "id",
       {"id n", "company_id t", "email t", "email_key t", "first_name t", "last_name t", "department t",
        "job_title t", "phone_number t", "manager_email t", "preferred_language t", "time_zone t",
        "location t", "status t", "provider t", "external_id t", "created_at n", "updated_at n"});
  read("target_groups", "id",
       {"id n", "company_id t", "name t", "name_key t", "provider t", "external_id t", "created_at n",
        "updated_at n"});
  read("target_group_members", "group_id, user_id, provider", {"group_id n", "user_id n", "provider t"});
  read("gup_links", "company_id, external_id",
       {"company_id t", "external_id t", "user_id n", "origin n", "state n", "status_at_adoption t",
        "content_hash n", "row_updated_at n", "missing_since n"});
  read("gup_link_sources", "company_id, external_id, source_id",
       {"company_id t", "external_id t", "source_id t"});
  read("gup_source_groups", "company_id, group_id, parent_id", {"company_id t", "group_id t", "parent_id t"});
  read("gup_group_links", "company_id, source_id",
       {"company_id t", "source_id t", "group_id n", "source_name t", "row_updated_at n"});
  read("gup_run_changes", "run_id, seq",
       {"run_id n", "seq n", "kind n", "external_id t", "user_id n", "email t", "reason t", "row_before t",
        "row_after t", "email_hash n"});
  return tables;
}

}  // namespace gup::benchmark
