// The fastest load of each database, without the plugin's code: the baseline for the store.
#pragma once

#include <string>
#include <vector>

#include "database/sql.hpp"
#include "table_rows.hpp"

namespace gup::benchmark {

/// Writes all rows into empty tables and commits, in one transaction of an open session with the plugin's
/// settings.
void load_with_prepared_loop(database::Session& sqlite, const std::vector<TableRows>& tables);
void load_with_copy(database::Session& postgresql, const std::vector<TableRows>& tables);
/// The connection string needs `local_infile=1`.
void load_with_load_data(database::Session& mariadb, const std::vector<TableRows>& tables);

/// Appends the row as a line of tab-separated values, the default format of COPY and LOAD DATA.
void append_line(std::string& lines, const TableRows& table, std::size_t row);

}  // namespace gup::benchmark
