// Runs SQL on a server, for the tests that are written in JavaScript. Usage: run_sql postgresql|mysql
// CONNECTION Each line of standard input is a JSON array of statements. The answer is one line: the rows of
// their last SELECT as a JSON array of objects, as `sqlite3 -json` prints them. The first error ends the
// program.
#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <boost/json.hpp>
#include <cstdio>
#include <iostream>
#include <string>

namespace {

boost::json::value value_of(const soci::row& row, std::size_t column) {
  if (row.get_indicator(column) == soci::i_null) return nullptr;
  switch (row.get_properties(column).get_data_type()) {
    case soci::dt_string:
      return boost::json::value(row.get<std::string>(column));
    case soci::dt_integer:
      return row.get<int>(column);
    case soci::dt_long_long:
      return row.get<long long>(column);
    case soci::dt_unsigned_long_long:
      return row.get<unsigned long long>(column);
    case soci::dt_double:
      return row.get<double>(column);
    default:
      throw std::runtime_error("the column " + row.get_properties(column).get_name() +
                               " has a type not expected here");
  }
}

boost::json::array read(soci::session& session, const std::string& sql) {
  boost::json::array rows;
  const soci::rowset<soci::row> found = session.prepare << sql;
  for (const soci::row& row : found) {
    boost::json::object object;
    for (std::size_t i = 0; i < row.size(); ++i) object[row.get_properties(i).get_name()] = value_of(row, i);
    rows.push_back(object);
  }
  return rows;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: run_sql postgresql|mysql CONNECTION\n");
    return 2;
  }
  const std::string backend = argv[1];
  try {
    soci::session session(backend == "postgresql" ? *soci::factory_postgresql() : *soci::factory_mysql(),
                          argv[2]);
    if (backend == "postgresql") session << "SET client_min_messages = 'error'";
    for (std::string line; std::getline(std::cin, line);) {
      const boost::json::value statements = boost::json::parse(line);
      boost::json::array rows;
      for (const boost::json::value& statement : statements.as_array()) {
        const std::string sql(statement.as_string());
        if (sql.starts_with("SELECT"))
          rows = read(session, sql);
        else
          session << sql;
      }
      std::cout << boost::json::serialize(rows) << std::endl;
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
