#include "database/bulk/bulk_sql.hpp"

#include "host_sdk/text.hpp"

namespace gup::database {

std::vector<std::string> names_of(const Columns& columns) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.emplace_back(column.name);
  return names;
}

Columns together(const Columns& keys, const Columns& others) {
  Columns all = keys;
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

std::string each(const Columns& columns, const char* separator,
                 const std::function<std::string(const Column&, std::size_t)>& word) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < columns.size(); ++i) words.push_back(word(columns[i], i));
  return host_sdk::join(words, separator);
}

std::string insert_into(const std::string& table, const Columns& columns, const std::string& insert) {
  return insert + " INTO " + table + " (" + host_sdk::join(names_of(columns), ", ") + ") ";
}

std::string row_list(std::size_t columns, std::size_t rows) {
  const std::string row = "(" + host_sdk::join(std::vector<std::string>(columns, "?"), ", ") + ")";
  return host_sdk::join(std::vector<std::string>(rows, row), ", ");
}

std::string and_also(const Condition& condition) {
  return condition.sql.empty() ? "" : " AND (" + condition.sql + ")";
}

}  // namespace gup::database
