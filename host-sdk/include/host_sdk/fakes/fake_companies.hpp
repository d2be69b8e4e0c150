// The companies that a test names.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/services/companies.hpp"

namespace host_sdk::fakes {

/// A list in memory; starts with "acme" (Acme Inc.). [any]
class FakeCompanies : public Companies {
 public:
  [[nodiscard]] std::vector<Company> all() const override {
    const std::scoped_lock lock(mutex_);
    std::vector<Company> list;
    for (const auto& [id, name] : companies_) list.push_back({id, name});
    return list;
  }
  [[nodiscard]] std::optional<Company> find(std::string_view company_id) const override {
    const std::scoped_lock lock(mutex_);
    const auto found = companies_.find(company_id);
    if (found == companies_.end()) return std::nullopt;
    return Company{found->first, found->second};
  }

  /// Adds a company, or renames the one with that id.
  void add(Company company) {
    const std::scoped_lock lock(mutex_);
    companies_[std::move(company.id)] = std::move(company.name);
  }
  void remove(const std::string& company_id) {
    const std::scoped_lock lock(mutex_);
    companies_.erase(company_id);
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> companies_{{"acme", "Acme Inc."}};
};

}  // namespace host_sdk::fakes
