#include "store_world.hpp"

#include "database/sql_store.hpp"
#include "host_tables.hpp"

namespace gup::testing {
namespace {

class SqlWorld final : public StoreWorld {
 public:
  explicit SqlWorld(const std::string& backend)
      : database_(TestDatabase::make(backend)),
        tables_(database_->backend(), database_->connection_string()),
        store_(open_store(*database_, 4)) {
    tables_.create();
    store_->migrate();
    tables_.count_writes();
  }
  Store& store() override { return *store_; }
  std::unique_ptr<Store> open_another() override { return open_store(*database_, 4); }
  std::unique_ptr<database::Session> open_session() override {
    return std::make_unique<database::Session>(database::backend_named(database_->backend()),
                                               database_->connection_string());
  }
  void put_user(const HostUser& user) override { tables_.put_user(user); }
  void erase_user(std::int64_t id) override { tables_.erase_user(id); }
  void put_group(const HostGroup& group) override { tables_.put_group(group); }
  void erase_group(std::int64_t id) override { tables_.erase_group(id); }
  void put_member(const HostMember& member) override { tables_.put_member(member); }
  std::vector<HostUser> users(const std::string& company_id) override { return tables_.users(company_id); }
  std::vector<HostGroup> groups(const std::string& company_id) override { return tables_.groups(company_id); }
  std::vector<HostMember> members() override { return tables_.members(); }
  std::int64_t row_writes() override { return tables_.row_writes(); }

 private:
  std::unique_ptr<TestDatabase> database_;
  HostTables tables_;
  std::unique_ptr<Store> store_;
};

}  // namespace

std::unique_ptr<StoreWorld> make_world(const std::string& backend) {
  return std::make_unique<SqlWorld>(backend);
}

}  // namespace gup::testing
