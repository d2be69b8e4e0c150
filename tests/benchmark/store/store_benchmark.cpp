// How fast the store is on each database, measured against the fastest load that the database itself has: in
// the same run, in turns, round by round. Prints Markdown. See tests/benchmark/run.
#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <map>

#include "company.hpp"
#include "database/sql_store.hpp"
#include "figures.hpp"
#include "host_tables.hpp"
#include "native_load.hpp"
#include "store_world.hpp"
#include "synced_company.hpp"

namespace gup::benchmark {
namespace {

using testing::HostTables;
using testing::TestDatabase;

struct DatabaseCase {
  std::string backend;
  const char* shown;
  const char* native;
  void (*load)(database::Session& session, const std::vector<TableRows>& tables);
  /// What the native connection needs in addition to the plugin's connection string.
  const char* further;
  /// Evens out what earlier rounds left to do.
  const char* settle;
};

const DatabaseCase kDatabases[] = {
    {"sqlite3", "SQLite", "prepared loop", load_with_prepared_loop, "", "PRAGMA wal_checkpoint"},
    {"postgresql", "PostgreSQL", "COPY", load_with_copy, "", "CHECKPOINT"},
    {"mysql", "MariaDB", "LOAD DATA LOCAL", load_with_load_data, " local_infile=1", "FLUSH ENGINE LOGS"},
};

/// The parts of the whole that the table shows, in seconds, one number a round.
struct Measured {
  Figures native;
  Figures first;
  Figures first_read;
  Figures unchanged;
  Figures changed;
  Figures unlink;
};

struct Bar {
  const char* what;
  Figures Measured::*figures;
  double limit;
};

const Bar kBars[] = {
    {"first load", &Measured::first, 1.5},
    {"nothing changed", &Measured::unchanged, 0.35},
    {"1 % changed", &Measured::changed, 0.6},
    {"unlink", &Measured::unlink, 1.5},
};

/// A database with the host's and the plugin's tables, empty.
class EmptyDatabase {
 public:
  explicit EmptyDatabase(const DatabaseCase& database_case)
      : database_(TestDatabase::make(database_case.backend)),
        tables_(database_case.backend, database_->connection_string() + database_case.further),
        store_(open_store(*database_, 4)) {
    tables_.create();
    store_->migrate();
    if (database_case.settle[0] != '\0') tables_.session().run(database_case.settle);
  }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] HostTables& tables() { return tables_; }

 private:
  std::unique_ptr<TestDatabase> database_;
  HostTables tables_;
  std::unique_ptr<Store> store_;
};

struct Directories {
  explicit Directories(const CompanySize& size)
      : first(directory_of(size, ids)), changed(changed_directory_of(size, ids)) {}

  plan::PersonIds ids;
  plan::DirectoryView first;
  plan::DirectoryView changed;
};

void measure_native(const DatabaseCase& database_case, const std::vector<TableRows>& rows,
                    Measured& measured) {
  EmptyDatabase database(database_case);
  const auto start = std::chrono::steady_clock::now();
  database_case.load(database.tables().session(), rows);
  measured.native.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

void measure_store(const DatabaseCase& database_case, Directories& directories, Measured& measured) {
  EmptyDatabase database(database_case);
  SyncedCompany company(database.store());
  const auto settle = [&] { database.tables().session().run(database_case.settle); };
  const SyncSeconds first = company.sync(directories.first, directories.ids);
  measured.first.push_back(first.all());
  measured.first_read.push_back(first.load_state + first.look_up);
  settle();
  measured.unchanged.push_back(company.sync(directories.first, directories.ids).all());
  settle();
  measured.changed.push_back(company.sync(directories.changed, directories.ids).all());
  settle();
  measured.unlink.push_back(company.unlink());
}

/// Not measured: the rows of a first load, and that a second run writes none.
std::vector<TableRows> rows_of_first_load(const DatabaseCase& database_case, Directories& directories) {
  EmptyDatabase database(database_case);
  SyncedCompany company(database.store());
  company.sync(directories.first, directories.ids);
  database.tables().count_writes();
  const bool wrote_nothing = company.sync(directories.first, directories.ids).wrote_nothing;
  if (!wrote_nothing || database.tables().row_writes() != 0)
    throw std::runtime_error(std::string(database_case.shown) +
                             ": a run over an unchanged directory wrote rows");
  return read_tables(database.tables().session());
}

std::string report(const DatabaseCase& database_case, const Measured& measured) {
  std::string lines =
      table_line({database_case.shown, std::string("native first load: ") + database_case.native,
                  shown(measured.native), "1", "", ""});
  for (const Bar& bar : kBars) {
    const Figures relation = in_relation(measured.*bar.figures, measured.native);
    char limit[16];
    std::snprintf(limit, sizeof limit, "%.2f", bar.limit);
    lines += table_line({database_case.shown, bar.what, shown(measured.*bar.figures), shown(relation),
                         std::string("≤ ") + limit, median(relation) <= bar.limit ? "yes" : "**no**"});
  }
  return lines;
}

int run(int argc, char** argv) {
  CLI::App app("Measures the store against the native limit of each database");
  int rounds = 5;
  CompanySize size;
  std::vector<std::string> backends = testing::kinds_of_database();
  app.add_option("--rounds", rounds, "How often everything is done")->capture_default_str();
  app.add_option("--users", size.users, "Users of the company")->capture_default_str();
  app.add_option("--groups", size.groups, "Groups of the company")->capture_default_str();
  app.add_option("--backends", backends, "sqlite3, postgresql, mysql")->delimiter(',');
  CLI11_PARSE(app, argc, argv);

  Directories directories(size);
  std::map<std::string, Measured> measured;
  std::map<std::string, std::vector<TableRows>> rows;
  std::size_t row_count = 0;
  for (const DatabaseCase& database_case : kDatabases) {
    if (std::ranges::find(backends, database_case.backend) == backends.end()) continue;
    std::cerr << database_case.shown << ": first load, and nothing written after it\n";
    rows[database_case.backend] = rows_of_first_load(database_case, directories);
    row_count = 0;
    for (const auto& table : rows[database_case.backend]) row_count += table.rows();
  }
  for (int round = 0; round < rounds; ++round) {
    for (const DatabaseCase& database_case : kDatabases) {
      const auto known = rows.find(database_case.backend);
      if (known == rows.end()) continue;
      std::cerr << "round " << round + 1 << " of " << rounds << ": " << database_case.shown << "\n";
      Measured& figures = measured[database_case.backend];
      // Now the one first, now the other.
      if (round % 2 == 0) measure_native(database_case, known->second, figures);
      measure_store(database_case, directories, figures);
      if (round % 2 == 1) measure_native(database_case, known->second, figures);
    }
  }

  std::cout << size.users << " users in all columns, " << size.groups << " groups, "
            << size.users * size.groups_a_user << " memberships: " << row_count << " rows in all tables. "
            << rounds << " rounds: median (least–greatest).\n\n"
            << table_head({"Database", "What", "Seconds", "In relation to native", "Bar", "Met"});
  for (const DatabaseCase& database_case : kDatabases)
    if (measured.contains(database_case.backend))
      std::cout << report(database_case, measured[database_case.backend]);
  return 0;
}

}  // namespace
}  // namespace gup::benchmark

int main(int argc, char** argv) {
  try {
    return gup::benchmark::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "store_benchmark: " << error.what() << "\n";
    return 1;
  }
}
