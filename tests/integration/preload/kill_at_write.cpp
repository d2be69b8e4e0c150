// Preloaded into a process, ends it as by `kill -9` right before its n-th statement that writes to a
// database. It stands between the program and the client libraries of SQLite, PostgreSQL and MariaDB, so the
// programs under test know nothing of it.
//
// Environment:
//   KILL_AT_WRITE      n, from 1; not set: the process lives
//   COUNT_WRITES_FILE  where a process that lives to its end writes the number of its statements
#include <dlfcn.h>
#include <libpq-fe.h>
#include <mysql.h>
#include <sqlite3.h>
#include <strings.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace {

std::atomic<long> writes{0};

void count_write() {
  static const char* const limit = std::getenv("KILL_AT_WRITE");
  const long n = ++writes;
  if (limit != nullptr && n == std::atol(limit)) kill(getpid(), SIGKILL);
}

/// Everything but reading and settings of the session. A commit counts as a write.
bool writes_rows(const char* text, std::size_t length) {
  std::string_view sql(text, length);
  const auto start = sql.find_first_not_of(" \t\r\n(");
  if (start == std::string_view::npos) return false;
  sql.remove_prefix(start);
  for (const std::string_view reading :
       {"SELECT", "SET", "SHOW", "PRAGMA", "BEGIN", "START", "EXPLAIN", "ROLLBACK"})
    if (sql.size() >= reading.size() && strncasecmp(sql.data(), reading.data(), reading.size()) == 0)
      return false;
  return true;
}

/// False for nullptr, which SQLite has for its own inner statements.
bool writes_rows(const char* sql) {
  return sql != nullptr && writes_rows(sql, std::strlen(sql));
}

template <typename Function>
Function* next(Function*, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// The names of prepared statements that write.
class PreparedWrites {
 public:
  void add(const char* name, const char* sql) {
    const std::lock_guard lock(mutex_);
    if (writes_rows(sql)) names_.insert(name);
  }
  bool has(const char* name) {
    const std::lock_guard lock(mutex_);
    return names_.count(name) != 0;
  }

 private:
  std::mutex mutex_;
  std::set<std::string> names_;
};

PreparedWrites& prepared() {
  static auto* names = new PreparedWrites;  // used until the process ends
  return *names;
}

__attribute__((destructor)) void report() {
  const char* const file = std::getenv("COUNT_WRITES_FILE");
  if (file == nullptr) return;
  if (std::FILE* out = std::fopen(file, "w")) {
    std::fprintf(out, "%ld\n", writes.load());
    std::fclose(out);
  }
}

}  // namespace

#define EXPORT extern "C" __attribute__((visibility("default")))
#define NEXT(function) next(&function, #function)

EXPORT int sqlite3_step(sqlite3_stmt* statement) {
  static auto* const original = NEXT(sqlite3_step);
  // Each row of a bulk insert is a step of its own.
  if (!sqlite3_stmt_readonly(statement) || writes_rows(sqlite3_sql(statement))) count_write();
  return original(statement);
}

EXPORT int sqlite3_exec(sqlite3* database, const char* sql, int (*callback)(void*, int, char**, char**),
                        void* context, char** error) {
  static auto* const original = NEXT(sqlite3_exec);
  if (writes_rows(sql)) count_write();
  return original(database, sql, callback, context, error);
}

EXPORT PGresult* PQexec(PGconn* connection, const char* sql) {
  static auto* const original = NEXT(PQexec);
  if (writes_rows(sql)) count_write();
  return original(connection, sql);
}

EXPORT PGresult* PQexecParams(PGconn* connection, const char* sql, int count, const Oid* types,
                              const char* const* values, const int* lengths, const int* formats,
                              int result_format) {
  static auto* const original = NEXT(PQexecParams);
  if (writes_rows(sql)) count_write();
  return original(connection, sql, count, types, values, lengths, formats, result_format);
}

EXPORT PGresult* PQprepare(PGconn* connection, const char* name, const char* sql, int count,
                           const Oid* types) {
  static auto* const original = NEXT(PQprepare);
  prepared().add(name, sql);
  return original(connection, name, sql, count, types);
}

EXPORT int PQsendPrepare(PGconn* connection, const char* name, const char* sql, int count, const Oid* types) {
  static auto* const original = NEXT(PQsendPrepare);
  prepared().add(name, sql);
  return original(connection, name, sql, count, types);
}

EXPORT PGresult* PQexecPrepared(PGconn* connection, const char* name, int count, const char* const* values,
                                const int* lengths, const int* formats, int result_format) {
  static auto* const original = NEXT(PQexecPrepared);
  if (prepared().has(name)) count_write();
  return original(connection, name, count, values, lengths, formats, result_format);
}

EXPORT int PQsendQueryPrepared(PGconn* connection, const char* name, int count, const char* const* values,
                               const int* lengths, const int* formats, int result_format) {
  static auto* const original = NEXT(PQsendQueryPrepared);
  if (prepared().has(name)) count_write();
  return original(connection, name, count, values, lengths, formats, result_format);
}

EXPORT int PQsendQuery(PGconn* connection, const char* sql) {
  static auto* const original = NEXT(PQsendQuery);
  if (writes_rows(sql)) count_write();
  return original(connection, sql);
}

EXPORT int PQsendQueryParams(PGconn* connection, const char* sql, int count, const Oid* types,
                             const char* const* values, const int* lengths, const int* formats,
                             int result_format) {
  static auto* const original = NEXT(PQsendQueryParams);
  if (writes_rows(sql)) count_write();
  return original(connection, sql, count, types, values, lengths, formats, result_format);
}

EXPORT int PQputCopyEnd(PGconn* connection, const char* error) {
  static auto* const original = NEXT(PQputCopyEnd);
  count_write();
  return original(connection, error);
}

EXPORT int mysql_real_query(MYSQL* connection, const char* sql, unsigned long length) {
  static auto* const original = NEXT(mysql_real_query);
  if (writes_rows(sql, length)) count_write();
  return original(connection, sql, length);
}

EXPORT int mysql_stmt_execute(MYSQL_STMT* statement) {
  static auto* const original = NEXT(mysql_stmt_execute);
  count_write();
  return original(statement);
}
