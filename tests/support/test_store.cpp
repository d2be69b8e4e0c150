#include "test_store.hpp"

#include "host_sdk/fakes/stores.hpp"

namespace gup::testing {
namespace {

/// Enough for a run, its heartbeat and a second run that waits for it.
constexpr int kSessions = 4;

std::string connection_to(const std::filesystem::path& file) {
  return "dbname=" + file.string();
}

/// The database that every store starts with, made once in a process.
const std::filesystem::path& template_file() {
  static const TemporaryFolder folder;
  static const std::filesystem::path file = [] {
    const auto made = folder.path() / "template.db";
    open_store(host_sdk::fakes::FakeDatabase("sqlite3", connection_to(made)), 1)->migrate();
    HostTables tables("sqlite3", connection_to(made));
    tables.create();
    tables.count_writes();
    return made;
  }();
  return file;
}

}  // namespace

TestDatabase::TestDatabase() : file_(folder_.path() / "host.db") {
  std::filesystem::copy_file(template_file(), file_);
}

TestStore::TestStore()
    : SqlStore(host_sdk::fakes::FakeDatabase("sqlite3", connection_to(file())), kSessions),
      tables_("sqlite3", connection_to(file())) {}

void TestStore::change(const std::function<void(HostTables&)>& work) {
  const std::lock_guard lock(mutex_);
  const std::int64_t before = tables_.row_writes();
  work(tables_);
  rows_of_test_ += tables_.row_writes() - before;
}

void TestStore::put_user(const HostUser& user) {
  change([&](HostTables& tables) { tables.put_user(user); });
}

void TestStore::erase_user(std::int64_t id) {
  change([&](HostTables& tables) { tables.erase_user(id); });
}

void TestStore::put_group(const HostGroup& group) {
  change([&](HostTables& tables) { tables.put_group(group); });
}

void TestStore::erase_group(std::int64_t id) {
  change([&](HostTables& tables) { tables.erase_group(id); });
}

void TestStore::put_member(const HostMember& member) {
  change([&](HostTables& tables) { tables.put_member(member); });
}

std::vector<HostUser> TestStore::users(const std::string& company_id) const {
  const std::lock_guard lock(mutex_);
  return tables_.users(company_id);
}

std::vector<HostGroup> TestStore::groups(const std::string& company_id) const {
  const std::lock_guard lock(mutex_);
  return tables_.groups(company_id);
}

std::vector<HostMember> TestStore::members() const {
  const std::lock_guard lock(mutex_);
  return tables_.members();
}

std::int64_t TestStore::row_writes() const {
  const std::lock_guard lock(mutex_);
  return tables_.row_writes() - rows_of_test_;
}

}  // namespace gup::testing
