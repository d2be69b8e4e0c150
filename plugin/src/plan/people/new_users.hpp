// People who get a new row.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/make_plan.hpp"

namespace gup::plan {

/// Keeps 16 bytes for each new person. The rows, links and report lines are made from the directory when the
/// store writes them.
class NewUsers {
 public:
  void add(PersonNumber person, std::int64_t user_id, const std::string& reason);

  /// Fills the plan's inserts and the report's `added`. Both read from `input`.
  void finish(const PlanInput& input, Plan& plan) &&;

 private:
  struct NewUser {
    std::int64_t user_id = 0;
    PersonNumber person = 0;
    std::uint32_t reason = 0;
  };

  std::vector<NewUser> users_;
  /// There are few distinct reasons.
  std::vector<std::string> reasons_;
  std::unordered_map<std::string, std::uint32_t> reason_numbers_;
};

}  // namespace gup::plan
