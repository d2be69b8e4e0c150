// A company whose access to Google is saved, replaced, or left over by a killed process.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "failure.hpp"
#include "google/sign_in/grant.hpp"
#include "sync/access/access.hpp"
#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {

class SavedAccess : public ::testing::Test {
 protected:
  using Call = TestStore::Call;

  SavedAccess() : services{bench.host, bench.store, bench.google} {
    grant.refresh_token = "new-token";
    grant.account_id = "2002";
    EXPECT_TRUE(bench.sync().result.done());
    bench.google.calls.clear();
  }

  /// The connection of another administrator of acme.com, who signed in with `grant`.
  [[nodiscard]] Connection new_connection() const {
    Connection connection;
    connection.company_id = "acme";
    connection.state = ConnectionState::connected;
    connection.customer_id = "C01";
    connection.account_id = grant.account_id;
    connection.admin_email = "noor@acme.com";
    connection.domain = "acme.com";
    return connection;
  }
  [[nodiscard]] bool save(const std::optional<Connection>& before) {
    return save_access(services, before, new_connection(), google::RefreshToken{grant.refresh_token});
  }
  [[nodiscard]] bool save() { return save(bench.store.load_connection("acme")); }

  /// Calls `happens` before the first such call, which it may replace by throwing.
  void once_before(Call call, std::function<void()> happens) {
    bench.store.before(call, [called = false, happens = std::move(happens)]() mutable {
      if (!std::exchange(called, true)) happens();
    });
  }
  /// The same, after the new token is stored and before the connection is saved.
  void before_connecting(std::function<void()> happens) { once_before(Call::connect, std::move(happens)); }
  void change_state(ConnectionState state) {
    auto connection = *bench.store.load_connection("acme");
    connection.state = state;
    put_connection(bench.store, connection);
  }
  void put_token(const std::string& token) {
    EXPECT_TRUE(bench.host.secrets().put("acme", kRefreshTokenSecret, token).done());
  }
  /// What a process leaves that is killed after it stored the new token.
  void kill_connect() {
    (void)store_unused(services, new_connection(), google::RefreshToken{grant.refresh_token});
  }
  void pass_reservation() { bench.host.clock().advance(std::chrono::hours{2}); }
  /// The name of the secret that was stored last, if nothing was saved since.
  [[nodiscard]] std::string reserved_name() {
    return kAccessSecretPrefix + std::to_string(bench.store.load_connection("acme")->revision + 1);
  }
  [[nodiscard]] std::size_t secrets() { return bench.host.secrets().count("acme"); }

  SyncBench bench;
  google::Grant grant;
  AccessServices services;
};

[[noreturn]] inline void lose_database() {
  throw Failure(host_sdk::ResultCode::try_again, "The database is away.");
}

}  // namespace gup::testing
