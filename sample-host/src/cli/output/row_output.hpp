// Prints rows of a table as text, JSON or CSV.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/output/say.hpp"
#include "text/csv.hpp"

namespace sample_host {

/// One column of a table: its name, as in the database, and its value.
template <typename Row>
struct ColumnOf {
  const char* name;
  std::function<boost::json::value(const Row&)> value;
};

/// Returns a value as one field of CSV, with lists joined by "; ".
[[nodiscard]] std::string csv_field(const boost::json::value& value);

/// Prints one row at a time, so that a large company need not fit into memory.
template <typename Row>
class RowOutput {
 public:
  /// `cells`: what a row says as text.
  RowOutput(const Options& options, const std::vector<ColumnOf<Row>>& columns,
            std::vector<std::string> (*cells)(const Row&))
      : options_(options), columns_(columns), cells_(cells) {
    if (options_.json) std::cout << '[';
    if (!options_.csv) return;
    std::vector<std::string> names;
    for (const auto& column : columns_) names.emplace_back(column.name);
    std::cout << csv_line(names);
  }
  void row(const Row& row) {
    if (options_.json) {
      boost::json::object object;
      for (const auto& column : columns_) object[column.name] = column.value(row);
      std::cout << (first_ ? "" : ",\n") << boost::json::serialize(object);
      first_ = false;
    } else if (options_.csv) {
      std::vector<std::string> fields;
      for (const auto& column : columns_) fields.push_back(csv_field(column.value(row)));
      std::cout << csv_line(fields);
    } else {
      say_row(cells_(row));
    }
  }
  void end() {
    if (options_.json) std::cout << "]\n";
    std::cout << std::flush;
  }

 private:
  const Options& options_;
  const std::vector<ColumnOf<Row>>& columns_;
  std::vector<std::string> (*cells_)(const Row&);
  bool first_ = true;
};

}  // namespace sample_host
