// Sealed secrets (table host_secrets).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class SessionPool;

/// Keeps what was sealed already; knows no key. Every function throws DatabaseError.
class SecretsTable {
 public:
  explicit SecretsTable(SessionPool& pool) : pool_(pool) {}

  void put(std::string_view plugin_id, std::string_view company_id, std::string_view name,
           const std::string& sealed, host_sdk::Timestamp now);
  [[nodiscard]] std::optional<std::string> get(std::string_view plugin_id, std::string_view company_id,
                                               std::string_view name);
  void erase(std::string_view plugin_id, std::string_view company_id, std::string_view name);

  /// True when anything was ever sealed and is still kept.
  [[nodiscard]] bool any();

 private:
  SessionPool& pool_;
};

}  // namespace sample_host
