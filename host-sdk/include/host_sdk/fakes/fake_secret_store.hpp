// Secrets in memory.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/services/secret_store.hpp"

namespace host_sdk::fakes {

/// Keeps secrets in memory. [any]
class FakeSecretStore : public SecretStore {
 public:
  Result put(std::string_view company_id, std::string_view name, std::string_view value) override;
  Result get(std::string_view company_id, std::string_view name, std::optional<std::string>& value) override;
  Result erase(std::string_view company_id, std::string_view name) override;

  /// Every call answers `error` from now on, until `work_again`.
  void fail_with(Result error);
  void work_again();

  /// How many secrets are kept for the company.
  [[nodiscard]] std::size_t count(std::string_view company_id) const;

 private:
  mutable std::mutex mutex_;
  std::optional<Result> failure_;
  std::map<std::pair<std::string, std::string>, std::string> secrets_;
};

}  // namespace host_sdk::fakes
