// Measures the database time of the pages Target Users and Target Groups with a million rows, on each
// database. Fills a database of its own, reads every kind of page, and prints a table and the plans of the
// main queries.
#include <soci/soci.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "database/host_database.hpp"
#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/time.hpp"
#include "server_database.hpp"

namespace {

using namespace sample_host;

const std::vector<std::string> kFirst{"Ada",         "Grace", "Zo\xC3\xAB", "Noor",
                                      "Jos\xC3\xA9", "Mei",   "Olu",        "Ivan"};
const std::vector<std::string> kLast{"Lovelace", "Hopper", "\xC3\x96zt\xC3\xBCrk", "Okafor", "Silva",
                                     "Chen",     "Novak"};

/// Inserts the rows `row(0)` to `row(count - 1)` by multi-row INSERTs in a few transactions.
void fill(HostDatabase& pool, const std::string& head, long count,
          const std::function<std::string(long)>& row) {
  constexpr long kRowsPerStatement = 1000;
  for (long from = 0; from < count;) {
    pool.write("filling", [&](Session& session) {
      for (const long end = std::min(count, from + 100 * kRowsPerStatement); from < end;
           from += kRowsPerStatement) {
        std::string values;
        for (long i = from; i < std::min(end, from + kRowsPerStatement); ++i)
          values += (values.empty() ? "" : ",") + row(i);
        session.run(head + " VALUES " + values);
      }
    });
  }
}

/// A company of `users` users from Google, some of them by hand, 1,000 groups with a thousandth each and one
/// group with all users.
void fill(HostDatabase& pool, long users) {
  fill(pool,
       "INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, department, "
       "provider, external_id, status, updated_at)",
       users, [](long i) {
         const auto n = static_cast<std::size_t>(i);
         const std::string email = "person" + std::to_string(i * 7919 % 10'000'019) + "@acme.com";
         const bool by_hand = i % 2000 == 1999;
         return "(" + std::to_string(i + 1) + ",'acme','" + email + "','" + email + "','" +
                kFirst[n % kFirst.size()] + "','" + kLast[n % kLast.size()] + std::to_string(i % 1009) +
                "','Department " + std::to_string(i % 40) + "','" + (by_hand ? "" : "google-workspace") +
                "'," + (by_hand ? "NULL" : "'g" + std::to_string(i) + "'") + ",'" +
                (i % 50'000 == 0 ? "inactive" : "active") + "'," + std::to_string(i * 7919 % 10'000'019) +
                ")";
       });
  const long groups = users / 10;
  fill(pool, "INSERT INTO target_groups (id, company_id, name, name_key, provider, external_id)", groups,
       [](long i) {
         const std::string name = std::to_string(i * 7919 % 10'000'019) + " Group";
         std::string key = name;
         std::transform(key.begin(), key.end(), key.begin(), [](char c) { return c == 'G' ? 'g' : c; });
         return "(" + std::to_string(i + 1) + ",'acme','" + name + "','" + key + "','google-workspace','s" +
                std::to_string(i) + "')";
       });
  const std::string members = "INSERT INTO target_group_members (group_id, user_id, provider)";
  fill(pool, members, users, [](long i) { return "(1," + std::to_string(i + 1) + ",'google-workspace')"; });
  fill(pool, members, users, [](long i) {
    return "(" + std::to_string(2 + i % 1000) + "," + std::to_string(i + 1) + ",'google-workspace')";
  });
  pool.with_session("gathering statistics", [&](Session& session) {
    for (const std::string table : {"target_users", "target_groups", "target_group_members"})
      session.run((pool.backend() == Backend::mysql ? "ANALYZE TABLE " : "ANALYZE ") + table);
  });
}

/// The median and the worst of some calls, in milliseconds.
void measure(const char* what, const std::function<std::string()>& call) {
  std::vector<double> times;
  std::string found;
  for (int i = 0; i < 11; ++i) {
    const auto start = std::chrono::steady_clock::now();
    found = call();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  const double first = times.front();
  std::sort(times.begin(), times.end());
  std::printf("| %-52s | %7.1f | %7.1f | %7.1f | %s |\n", what, first, times[times.size() / 2], times.back(),
              found.c_str());
}

/// The results of both queries of a page of users.
std::string page(TargetUsersReader& users, const UserFilter& filter, const std::string& after = "") {
  const auto list = users.list("acme", filter, after, 50);
  const auto count = users.count_so_far("acme", filter);
  return std::to_string(list.users.size()) + " rows, " + std::to_string(count.number) +
         (count.and_more ? " or more" : "") + (list.next.empty() ? "" : ", next");
}
std::string page(TargetGroupsReader& groups, const GroupFilter& filter, const std::string& after = "") {
  const auto list = groups.list("acme", filter, after, 50);
  const auto count = groups.count_so_far("acme", filter);
  return std::to_string(list.groups.size()) + " rows, " + std::to_string(count.number) +
         (count.and_more ? " or more" : "") + (list.next.empty() ? "" : ", next");
}

/// A page of a company that can be sorted: in the middle, if `place` is the one after the first page.
std::string sorted_page(TargetUsersReader& users, const UserFilter& filter, const UserSort& sort,
                        bool second = false) {
  auto list = users.page("acme", filter, sort, {}, 50);
  if (second) list = users.page("acme", filter, sort, {list.next, ""}, 50);
  const auto count = users.count_so_far("acme", filter);
  return std::to_string(list.users.size()) + " rows of " + std::to_string(count.number);
}

void measure_sorted(TargetUsersReader& users) {
  if (!users.can_sort("acme")) return;
  UserFilter department;
  department.department = "Department 7";
  UserFilter recent;
  recent.changed_since = host_sdk::from_microseconds(9'000'000);
  measure("by email", [&] { return sorted_page(users, {}, {}); });
  measure("by email, backwards", [&] { return sorted_page(users, {}, {UserOrder::email, true}); });
  measure("by name", [&] { return sorted_page(users, {}, {UserOrder::name, false}); });
  measure("by name, two pages", [&] { return sorted_page(users, {}, {UserOrder::name, false}, true); });
  measure("by department", [&] { return sorted_page(users, {}, {UserOrder::department, false}); });
  measure("by change", [&] { return sorted_page(users, {}, {UserOrder::changed, true}); });
  measure("a search, by email", [&] { return sorted_page(users, {"HOPPER1", {}, "", 0}, {}); });
  measure("a search, found nowhere", [&] { return sorted_page(users, {"no row has this", {}, "", 0}, {}); });
  measure("in a department, by name", [&] {
    return sorted_page(users, department, {UserOrder::name, false});
  });
  measure("changed lately", [&] { return sorted_page(users, recent, {UserOrder::changed, true}); });
  measure("in a group of a thousandth, by change", [&] {
    return sorted_page(users, {"", {}, "", 500}, {UserOrder::changed, true});
  });
  measure("suggested departments",
          [&] { return std::to_string(users.departments("acme", "ment 1", 20).size()); });
}

void measure_all(HostDatabase& pool) {
  TargetUsersReader users(pool);
  TargetGroupsReader groups(pool);
  std::printf("| page (ms) | first | median | worst | answer |\n|---|---|---|---|---|\n");
  measure("Target Users", [&] { return page(users, {}); });
  measure("Target Users, in the middle", [&] { return page(users, {}, "person5"); });
  measure("Target Users, near the end", [&] { return page(users, {}, "person999"); });
  measure("the sources to choose from", [&] { return std::to_string(users.providers("acme").size()); });
  measure("search: an address's beginning", [&] { return page(users, {"person77", {}, "", 0}); });
  measure("search: a whole address", [&] { return page(users, {"person7919@acme.com", {}, "", 0}); });
  measure("search: a name", [&] { return page(users, {"\xC3\x96ZT\xC3\x9CRK", {}, "", 0}); });
  measure("search: found nowhere", [&] { return page(users, {"no row has this", {}, "", 0}); });
  const auto further = users.list("acme", {"no row has this", {}, "", 0}, "", 50).next;
  measure("search: found nowhere, next page", [&] {
    return page(users, {"no row has this", {}, "", 0}, further);
  });
  measure("made by hand", [&] { return page(users, {"", "", "", 0}); });
  measure("from Google", [&] { return page(users, {"", "google-workspace", "", 0}); });
  measure("inactive", [&] { return page(users, {"", {}, "inactive", 0}); });
  measure("in a group of a thousandth", [&] { return page(users, {"", {}, "", 500}); });
  measure("in the group of everybody", [&] { return page(users, {"", {}, "", 1}); });
  measure_sorted(users);
  measure("Target Groups", [&] { return page(groups, {}); });
  measure("Target Groups, in the middle", [&] { return page(groups, {}, "5"); });
  measure("Target Groups, near the end", [&] { return page(groups, {}, "999"); });
  measure("search: a group's name", [&] { return page(groups, {"77", {}}); });
  measure("search: a group found nowhere", [&] { return page(groups, {"nothing has this", {}}); });
  measure("the group of everybody",
          [&] { return std::to_string(groups.find("acme", 1)->member_count) + " or more"; });
}

void explain(HostDatabase& pool, const std::string& query) {
  const std::string head = pool.backend() == Backend::sqlite3 ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
  std::printf("\n%s\n", query.c_str());
  pool.with_session("explaining", [&](Session& session) {
    const soci::rowset<soci::row> rows = session.raw().prepare << head + query;
    for (const auto& row : rows) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row.get_indicator(i) == soci::i_null || row.get_properties(i).get_data_type() != soci::dt_string)
          continue;
        line += (line.empty() ? "" : ", ") + row.get<std::string>(i);
      }
      std::printf("    %s\n", line.c_str());
    }
  });
}

void explain_all(HostDatabase& pool) {
  explain(pool,
          "SELECT * FROM target_users u WHERE u.company_id = 'acme' AND u.email_key > 'person5' AND "
          "u.email_key <= 'person503' ORDER BY u.email_key LIMIT 51");
  explain(pool, std::string("SELECT email_key FROM target_users WHERE ") +
                    (pool.backend() == Backend::mysql ? "company_id >= 'acme' AND company_id <= 'acme'"
                                                      : "company_id = 'acme'") +
                    " AND email_key > 'person5' ORDER BY company_id, email_key LIMIT 1 OFFSET 4999");
  explain(pool,
          "SELECT * FROM target_users u WHERE u.company_id = 'acme' AND u.email_key LIKE '%no row%' AND "
          "u.email_key > 'person5' AND u.email_key <= 'person52' ORDER BY u.email_key LIMIT 51");
  explain(pool, "SELECT MIN(provider) FROM target_users WHERE company_id = 'acme' AND provider > ''");
  explain(pool, "SELECT DISTINCT user_id FROM target_group_members WHERE group_id = 1 LIMIT 2001");
}

void measure(const std::string& backend, long users) {
  std::unique_ptr<test_servers::ServerDatabase> on_server;
  std::string folder = (std::filesystem::temp_directory_path() / "pages-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  DatabaseConfig config{backend, host_sdk::SecretText("dbname=" + folder + "/host.db")};
  if (backend != "sqlite3") {
    on_server = std::make_unique<test_servers::ServerDatabase>(backend, test_servers::folder_of(backend));
    config.connection = host_sdk::SecretText(on_server->connection_string());
  }
  {
    HostDatabase pool(config);
    pool.migrate();
    fill(pool, users);
    std::printf("\n%s, %ld target users\n\n", backend.c_str(), users);
    measure_all(pool);
    explain_all(pool);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The pages Target Users and Target Groups in a large company"};
  long users = 1'000'000;
  std::vector<std::string> backends{"sqlite3", "postgresql", "mysql"};
  app.add_option("--users", users, "how many target users");
  app.add_option("--backends", backends, "on which databases")->delimiter(',');
  CLI11_PARSE(app, argc, argv);
  try {
    for (const auto& backend : backends) measure(backend, users);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
