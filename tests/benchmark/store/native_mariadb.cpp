#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "native_load.hpp"

namespace gup::benchmark {
namespace {

/// What the client library reads in place of a file.
struct Source {
  const TableRows& table;
  std::size_t next_row = 0;
  std::string lines;
  std::size_t sent = 0;
};

int begin_reading(void** place, const char*, void* source) {
  *place = source;
  return 0;
}

int read_lines(void* place, char* buffer, unsigned int size) {
  auto& source = *static_cast<Source*>(place);
  if (source.sent == source.lines.size()) {
    source.lines.clear();
    source.sent = 0;
    while (source.next_row < source.table.rows() && source.lines.size() < size)
      append_line(source.lines, source.table, source.next_row++);
  }
  const std::size_t bytes = std::min<std::size_t>(size, source.lines.size() - source.sent);
  std::memcpy(buffer, source.lines.data() + source.sent, bytes);
  source.sent += bytes;
  return static_cast<int>(bytes);
}

void end_reading(void*) {}

int tell_error(void*, char* message, unsigned int size) {
  if (size > 0) *message = '\0';
  return 0;
}

void run(MYSQL* connection, const std::string& sql) {
  if (mysql_query(connection, sql.c_str()) != 0) throw std::runtime_error(mysql_error(connection));
}

}  // namespace

void load_with_load_data(database::Session& mariadb, const std::vector<TableRows>& tables) {
  auto* connection = static_cast<soci::mysql_session_backend*>(mariadb.raw().get_backend())->conn_;
  run(connection, "START TRANSACTION");
  for (const auto& table : tables) {
    Source source{table, 0, {}, 0};
    mysql_set_local_infile_handler(connection, begin_reading, read_lines, end_reading, tell_error, &source);
    run(connection, "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + table.name() + " CHARACTER SET utf8mb4 (" +
                        table.column_list() + ")");
    if (mysql_affected_rows(connection) != table.rows()) throw std::runtime_error("LOAD DATA left rows out");
  }
  run(connection, "COMMIT");
}

}  // namespace gup::benchmark
