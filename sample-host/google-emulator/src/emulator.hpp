#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/crypto.hpp"
#include "common/message.hpp"
#include "control/request_log.hpp"
#include "directory/discovery.hpp"
#include "faults/faults.hpp"
#include "faults/switches.hpp"
#include "oauth/token_store.hpp"
#include "workspace/setup.hpp"

/// The emulator without sockets. Not thread-safe.
namespace emulator {

/// An account that can sign in: a user of some customer, or a consumer.
struct Account {
  std::string subject;
  std::string email;
  std::string name;
  Workspace* workspace = nullptr;  ///< null for a consumer
};

class Emulator {
 public:
  using Clock = std::function<std::int64_t()>;  ///< seconds since the epoch
  using Load = std::function<Setup()>;

  Emulator(Discovery discovery, Load load, Clock clock);

  /// Answers any request: directory, OAuth, or control.
  Answer handle(const Request& request);
  /// Restores the initial state.
  void reset();

  std::optional<Account> find_account(const std::string& email_or_subject) const;
  const OauthClient* find_client(const std::string& client_id) const;
  Workspace* find_workspace(const std::string& customer_id) const;
  std::int64_t now() const { return clock(); }
  /// Signs id tokens. Created on first use, because that is slow.
  const RsaKey& signing_key() const;

  Discovery discovery;
  Load load;
  Clock clock;
  Setup setup;
  TokenStore tokens;
  Switches switches;
  Faults faults;
  RequestLog log;
  std::uint64_t etag_counter = 0;  ///< requests to the directory so far
  bool empty_page = false;  ///< the current request gets a page without rows, which follow on the next page
  /// Times of the requests that count against the quota, by project and user.
  std::map<std::string, std::deque<std::int64_t>> quota;
  /// Memory for building an answer of the directory; a page of 500 users fits.
  std::vector<unsigned char> answer_memory = std::vector<unsigned char>(4 << 20);

 private:
  mutable std::optional<RsaKey> signing_key_;
};

}  // namespace emulator
