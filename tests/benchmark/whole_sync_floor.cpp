// What a whole sync cannot be faster than, measured apart: the directory read through the plugin's own client
// and dropped at once, and a sync's rows put into a fresh table through SQLite's own interface.
//
//   whole_sync_floor download GOOGLE REFRESH_TOKEN with-groups|users-alone
//   whole_sync_floor load DATABASE_FILE SCRATCH_FILE
//
// Prints one object of JSON: {"rows": …, "seconds": …, "cpu_seconds": …}.
#include <sqlite3.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "google/google_service.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

namespace gup::benchmark {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

class MachineClock final : public host_sdk::Clock {
 public:
  [[nodiscard]] host_sdk::Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
};

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// From its construction to `print`.
class Stopwatch {
 public:
  void print(std::size_t rows) const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - started_;
    std::printf("{\"rows\": %zu, \"seconds\": %.3f, \"cpu_seconds\": %.3f}\n", rows, passed.count(),
                cpu_seconds() - cpu_before_);
  }

 private:
  SteadyTime started_ = std::chrono::steady_clock::now();
  double cpu_before_ = cpu_seconds();
};

/// Counts users and requests the members of every group.
class Dropper final : public google::DirectorySink {
 public:
  std::size_t users = 0;

  void on_users(std::vector<DirectoryUser> page) override { users += page.size(); }
  std::vector<std::string> on_groups(std::vector<DirectoryGroup> groups) override {
    std::vector<std::string> ids;
    for (auto& group : groups) ids.push_back(std::move(group.id));
    return ids;
  }
  std::vector<std::string> on_group(GroupAnswer) override { return {}; }
};

void download(const std::string& google, const std::string& refresh_token, bool with_groups) {
  GoogleClientSettings settings;
  settings.client_id = "1234.apps.googleusercontent.com";
  settings.client_secret = "demo-client-secret";
  settings.endpoints = {google + "/o/oauth2/v2/auth", google + "/token", google + "/revoke", google};
  settings.requests_per_minute = 100'000;
  MachineClock clock;
  host_sdk::fakes::FakeTaskMonitor monitor;
  const auto service = google::open_google(settings, clock);
  const auto reader = service->open_directory(google::RefreshToken{SecretText(refresh_token)}, "benchmark");

  const Stopwatch stopwatch;
  Dropper dropper;
  if (!with_groups) (void)reader->list_units(monitor);
  reader->read(with_groups, dropper, monitor);
  if (!with_groups) (void)reader->list_units(monitor);
  stopwatch.print(dropper.users);
}

class SqliteFile {
 public:
  explicit SqliteFile(const std::string& path) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(path.c_str(), &opened);
    database_.reset(opened);
    check(code);
  }
  void check(int code) const {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
      throw std::runtime_error(sqlite3_errmsg(database_.get()));
  }
  void run(const std::string& sql) const {
    check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
  }
  [[nodiscard]] sqlite3_stmt* prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr));
    return statement;
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

struct FreeValue {
  void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using Value = std::unique_ptr<sqlite3_value, FreeValue>;

/// The tables of a person: the host's row, and what the plugin stores about it.
constexpr const char* kTables[] = {"target_users", "gup_links", "gup_link_sources"};

struct Copy {
  std::vector<std::string> create;
  std::string insert;
  int columns = 0;
  std::vector<Value> values;
};

Copy copy_of(const SqliteFile& source, const std::string& table) {
  Copy copy;
  sqlite3_stmt* schema =
      source.prepare("SELECT sql FROM sqlite_master WHERE tbl_name = '" + table + "' AND sql IS NOT NULL");
  while (sqlite3_step(schema) == SQLITE_ROW)
    copy.create.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(schema, 0)));
  sqlite3_finalize(schema);
  sqlite3_stmt* rows = source.prepare("SELECT * FROM " + table);
  copy.columns = sqlite3_column_count(rows);
  while (sqlite3_step(rows) == SQLITE_ROW)
    for (int column = 0; column < copy.columns; ++column)
      copy.values.emplace_back(sqlite3_value_dup(sqlite3_column_value(rows, column)));
  sqlite3_finalize(rows);
  copy.insert = "INSERT INTO " + table + " VALUES (?";
  for (int column = 1; column < copy.columns; ++column) copy.insert += ", ?";
  copy.insert += ")";
  return copy;
}

std::size_t put(const SqliteFile& file, const Copy& copy) {
  sqlite3_stmt* insert = file.prepare(copy.insert);
  for (std::size_t at = 0; at < copy.values.size();) {
    for (int column = 1; column <= copy.columns; ++column, ++at)
      file.check(sqlite3_bind_value(insert, column, copy.values[at].get()));
    file.check(sqlite3_step(insert));
    file.check(sqlite3_reset(insert));
  }
  sqlite3_finalize(insert);
  return copy.values.size() / static_cast<std::size_t>(copy.columns);
}

void load(const std::string& database, const std::string& scratch) {
  std::vector<Copy> copies;
  {
    const SqliteFile source(database);
    for (const char* table : kTables) copies.push_back(copy_of(source, table));
  }
  const SqliteFile file(scratch);
  file.run("PRAGMA journal_mode = WAL");
  for (const Copy& copy : copies)
    for (const auto& sql : copy.create) file.run(sql);

  const Stopwatch stopwatch;
  file.run("BEGIN IMMEDIATE");
  std::size_t rows = 0;
  for (const Copy& copy : copies) rows += put(file, copy);
  file.run("COMMIT");
  stopwatch.print(rows);
}

}  // namespace
}  // namespace gup::benchmark

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  try {
    if (arguments.size() == 4 && arguments[0] == "download")
      gup::benchmark::download(arguments[1], arguments[2], arguments[3] == "with-groups");
    else if (arguments.size() == 3 && arguments[0] == "load")
      gup::benchmark::load(arguments[1], arguments[2]);
    else
      throw std::runtime_error(
          "usage: whole_sync_floor download GOOGLE REFRESH_TOKEN with-groups|users-alone | load FILE "
          "SCRATCH");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
