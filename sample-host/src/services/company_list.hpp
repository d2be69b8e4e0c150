// The companies of host.yaml, as a service for plugins.
#pragma once

#include <algorithm>

#include "host_sdk/services/companies.hpp"

namespace sample_host {

class CompanyList final : public host_sdk::Companies {
 public:
  explicit CompanyList(std::vector<host_sdk::Company> companies) : companies_(std::move(companies)) {
    std::ranges::sort(companies_, {}, &host_sdk::Company::id);
  }
  [[nodiscard]] std::vector<host_sdk::Company> all() const override { return companies_; }
  [[nodiscard]] std::optional<host_sdk::Company> find(std::string_view company_id) const override {
    const auto found = std::ranges::lower_bound(companies_, company_id, {}, &host_sdk::Company::id);
    if (found == companies_.end() || found->id != company_id) return {};
    return *found;
  }

 private:
  std::vector<host_sdk::Company> companies_;
};

}  // namespace sample_host
