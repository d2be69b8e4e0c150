// The companies of host.yaml, as a service for plugins.
#pragma once

#include <algorithm>

#include "host_sdk/services/companies.hpp"

namespace sample_host {

class CompanyList final : public host_sdk::Companies {
 public:
  explicit CompanyList(std::vector<host_sdk::Company> companies) : companies_(std::move(companies)) {}
  [[nodiscard]] std::vector<host_sdk::Company> all() const override { return companies_; }
  [[nodiscard]] std::optional<host_sdk::Company> find(std::string_view company_id) const override {
    const auto found = std::find_if(companies_.begin(), companies_.end(),
                                    [&](const auto& company) { return company.id == company_id; });
    if (found == companies_.end()) return {};
    return *found;
  }

 private:
  std::vector<host_sdk::Company> companies_;
};

}  // namespace sample_host
