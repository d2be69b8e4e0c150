#include "database/bulk/mariadb_writer.hpp"

#include "database/bulk/prepared_writer.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

#include <algorithm>
#include <numeric>

#include "database/bulk/bulk_sql.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kRowsPerStatement = 500;
/// A packet must stay below the server's max_allowed_packet, 16 MiB by default.
constexpr std::size_t kBytesPerArray = 512 * 1024;

MYSQL* connection_of(Session& session) {
  return static_cast<soci::mysql_session_backend*>(session.raw().get_backend())->conn_;
}

/// The values of one parameter, a row after the other.
class ParameterArray {
 public:
  void clear() {
    nulls_.clear();
    numbers_.clear();
    lengths_.clear();
    starts_.clear();
    bytes_.clear();
  }

  void append(const Cell& cell) {
    is_text_ = cell.is_text;
    nulls_.push_back(static_cast<char>(cell.null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE));
    if (!cell.is_text) {
      numbers_.push_back(cell.number);
      return;
    }
    starts_.push_back(bytes_.size());
    lengths_.push_back(cell.text.size());
    bytes_ += cell.text;
  }

  [[nodiscard]] std::size_t size_in_bytes() const {
    return bytes_.size() + numbers_.size() * sizeof(long long);
  }

  /// Valid until the next change.
  [[nodiscard]] MYSQL_BIND bind() {
    MYSQL_BIND bind{};
    bind.u.indicator = nulls_.data();
    if (is_text_) {
      // Appending no longer moves the bytes.
      pointers_.clear();
      for (const std::size_t start : starts_) pointers_.push_back(bytes_.data() + start);
      bind.buffer_type = MYSQL_TYPE_STRING;
      bind.buffer = pointers_.data();
      bind.length = lengths_.data();
    } else {
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      bind.buffer = numbers_.data();
    }
    return bind;
  }

 private:
  bool is_text_ = false;
  std::vector<char> nulls_;
  std::vector<long long> numbers_;
  std::vector<unsigned long> lengths_;
  std::vector<std::size_t> starts_;
  std::vector<char*> pointers_;
  std::string bytes_;
};

class ArrayStatement {
 public:
  ArrayStatement(MYSQL* connection, const std::string& sql) : statement_(mysql_stmt_init(connection)) {
    if (statement_ == nullptr) throw std::bad_alloc();
    // The destructor does not run when the constructor throws.
    try {
      check(mysql_stmt_prepare(statement_, sql.data(), sql.size()));
    } catch (...) {
      mysql_stmt_close(statement_);
      throw;
    }
  }
  ~ArrayStatement() { mysql_stmt_close(statement_); }
  ArrayStatement(const ArrayStatement&) = delete;
  ArrayStatement& operator=(const ArrayStatement&) = delete;

  /// Returns the number of rows that matched or were written.
  std::int64_t run(std::size_t rows, std::vector<ParameterArray>& parameters) {
    std::vector<MYSQL_BIND> binds;
    for (auto& parameter : parameters) binds.push_back(parameter.bind());
    auto size = static_cast<unsigned int>(rows);
    check(mysql_stmt_attr_set(statement_, STMT_ATTR_ARRAY_SIZE, &size));
    check(mysql_stmt_bind_param(statement_, binds.data()));
    check(mysql_stmt_execute(statement_));
    return static_cast<std::int64_t>(mysql_stmt_affected_rows(statement_));
  }

 private:
  void check(int failed) {
    if (failed != 0)
      host_sdk::sql::throw_mysql_error(mysql_stmt_errno(statement_), mysql_stmt_sqlstate(statement_),
                                       mysql_stmt_error(statement_));
  }

  MYSQL_STMT* statement_;
};

/// SQL with question marks, and the index of the row's value for each of them.
struct ArraySql {
  std::string sql;
  std::vector<std::size_t> places;
};

class MariadbWriter final : public BulkWriter {
 public:
  MariadbWriter(Session& session, WriteSteps steps)
      : session_(session), steps_(steps), key_lists_(make_prepared_writer(session, std::move(steps))) {}

  std::int64_t insert(const std::string& table, const Columns& columns, std::size_t count,
                      const Fill& fill) override {
    return write({insert_row(table, columns), places(0, columns.size())}, {}, count, fill);
  }

  void upsert(const std::string& table, const Columns& keys, const Columns& others, std::size_t count,
              const Fill& fill) override {
    const Columns columns = together(keys, others);
    write({insert_row(table, columns) + session_.dialect().upsert_clause(names_of(keys), names_of(others)),
           places(0, columns.size())},
          {}, count, fill);
  }

  std::int64_t update(const std::string& table, const Columns& keys, const Columns& others,
                      const Condition& condition, std::size_t count, const Fill& fill) override {
    const std::size_t columns = keys.size() + others.size();
    // The row's values begin with the keys, the statement ends with them.
    ArraySql sql{"UPDATE " + table + " SET " + equal(others, ", ") + " WHERE " + equal(keys, " AND ") +
                     and_also(condition),
                 places(keys.size(), columns)};
    for (const std::size_t place : places(0, keys.size())) sql.places.push_back(place);
    for (const std::size_t place : places(columns, columns + condition.texts.size()))
      sql.places.push_back(place);
    return write(sql, condition.texts, count, fill);
  }

  std::int64_t erase(const std::string& table, const Columns& keys, const Condition& condition,
                     std::size_t count, const Fill& fill) override {
    // The server runs an array row by row. A list of keys is one statement.
    if (keys.size() == 1) return key_lists_->erase(table, keys, condition, count, fill);
    return write({"DELETE FROM " + table + " WHERE " + equal(keys, " AND ") + and_also(condition),
                  places(0, keys.size() + condition.texts.size())},
                 condition.texts, count, fill);
  }

 private:
  static std::string insert_row(const std::string& table, const Columns& columns) {
    return insert_into(table, columns) + "VALUES " + row_list(columns.size(), 1);
  }

  static std::string equal(const Columns& columns, const char* separator) {
    return each(columns, separator,
                [](const Column& column, std::size_t) { return std::string(column.name) + " = ?"; });
  }

  static std::vector<std::size_t> places(std::size_t from, std::size_t to) {
    std::vector<std::size_t> all(to - from);
    std::iota(all.begin(), all.end(), from);
    return all;
  }

  std::int64_t write(const ArraySql& sql, const std::vector<std::string>& texts, std::size_t count,
                     const Fill& fill) {
    if (count == 0) return 0;
    ArrayStatement statement(connection_of(session_), sql.sql);
    std::vector<ParameterArray> parameters(sql.places.size());
    Values row;
    std::int64_t written = 0;
    for (std::size_t at = 0; at < count;) {
      for (auto& parameter : parameters) parameter.clear();
      const std::size_t first = at;
      const std::size_t end = std::min(count, at + kRowsPerStatement);
      for (std::size_t bytes = 0; at < end && bytes < kBytesPerArray; ++at) {
        row.rewind();
        fill(at, row);
        for (const auto& text : texts) row.text(text, "condition");
        bytes = 0;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
          parameters[i].append(row.at(sql.places[i]));
          bytes += parameters[i].size_in_bytes();
        }
      }
      written += statement.run(at - first, parameters);
      steps_.wrote(static_cast<std::int64_t>(at - first));
      steps_.between();
    }
    return written;
  }

  Session& session_;
  WriteSteps steps_;
  std::unique_ptr<BulkWriter> key_lists_;
};

}  // namespace

bool takes_arrays_of_rows(Session& session) {
  // Capabilities beyond the first 32 are shifted down.
  unsigned long capabilities = 0;
  return mariadb_get_infov(connection_of(session), MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES,
                           &capabilities) == 0 &&
         (capabilities & static_cast<unsigned long>(MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32)) != 0;
}

std::unique_ptr<BulkWriter> make_mariadb_writer(Session& session, WriteSteps steps) {
  return std::make_unique<MariadbWriter>(session, std::move(steps));
}

}  // namespace gup::database
