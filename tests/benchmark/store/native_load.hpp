// The fastest way of each database to load rows, without anything of the plugin in it: the measure of the
// store.
#pragma once

#include <string>
#include <vector>

#include "database/sql.hpp"
#include "table_rows.hpp"

namespace gup::benchmark {

/// Writes all rows into empty tables in one transaction and commits it, over a connection that is open
/// already and set up as the plugin's own. `session` is one of the database named.
void load_with_prepared_loop(database::Session& sqlite, const std::vector<TableRows>& tables);
void load_with_copy(database::Session& postgresql, const std::vector<TableRows>& tables);
/// The connection string needs `local_infile=1`.
void load_with_load_data(database::Session& mariadb, const std::vector<TableRows>& tables);

/// Appends the row as a line with tabs in between, as COPY and LOAD DATA read it by default.
void append_line(std::string& lines, const TableRows& table, std::size_t row);

}  // namespace gup::benchmark
