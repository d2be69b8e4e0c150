// The cost of a lookup does not depend on the size of the company.
#include <gtest/gtest.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "database/tables/target_user_reader.hpp"
#include "host_tables.hpp"
#include "store_world.hpp"

namespace gup::testing {
namespace {

constexpr std::int64_t kRows = 20'000;
constexpr std::int64_t kSought = 200;

/// Counts the steps of SQLite's virtual machine during its lifetime, in tens.
class StepCount {
 public:
  explicit StepCount(database::Session& session)
      : connection_(static_cast<soci::sqlite3_session_backend*>(session.raw().get_backend())->conn_) {
    sqlite_api::sqlite3_progress_handler(connection_, 10, &StepCount::count, this);
  }
  ~StepCount() { sqlite_api::sqlite3_progress_handler(connection_, 0, nullptr, nullptr); }
  StepCount(const StepCount&) = delete;
  StepCount& operator=(const StepCount&) = delete;

  [[nodiscard]] std::int64_t steps() const { return tens_ * 10; }

 private:
  static int count(void* self) {
    ++static_cast<StepCount*>(self)->tens_;
    return 0;
  }

  sqlite_api::sqlite3* connection_;
  std::int64_t tens_ = 0;
};

class LookupSteps : public ::testing::Test {
 protected:
  LookupSteps()
      : database_(TestDatabase::make("sqlite3")), tables_("sqlite3", database_->connection_string()) {
    tables_.create();
    tables_.session().run(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(kRows) +
        ") INSERT INTO target_users (id, company_id, email, email_key) SELECT i, 'acme', i || '@acme.com', i "
        "|| '@acme.com' FROM n");
  }

  /// Far fewer than looking at every row once would take.
  static constexpr std::int64_t kEnough = 3 * kRows;

  std::unique_ptr<TestDatabase> database_;
  HostTables tables_;
};

TEST_F(LookupSteps, FindsIdsWithoutScanningTheCompany) {
  plan::RowQuery query;
  for (std::int64_t i = 1; i <= kSought; ++i) query.user_ids.push_back(i * 100);
  const StepCount count(tables_.session());
  EXPECT_EQ(database::read_target_users(tables_.session(), "acme", query, {}).size(), kSought);
  EXPECT_LT(count.steps(), kEnough);
}

TEST_F(LookupSteps, FindsAddressesWithoutScanningTheCompany) {
  plan::RowQuery query;
  for (std::int64_t i = 1; i <= kSought; ++i)
    query.email_keys.push_back(std::to_string(i * 100) + "@acme.com");
  const StepCount count(tables_.session());
  EXPECT_EQ(database::read_target_users(tables_.session(), "acme", query, {}).size(), kSought);
  EXPECT_LT(count.steps(), kEnough);
}

TEST_F(LookupSteps, DoesNotFindRowsOfAnotherCompany) {
  plan::RowQuery query;
  query.user_ids = {1, 2};
  query.email_keys = {"3@acme.com"};
  EXPECT_EQ(database::read_target_users(tables_.session(), "globex", query, {}).size(), 0);
}

}  // namespace
}  // namespace gup::testing
