#include "rules.hpp"

#include "rules/conduct_rules.hpp"
#include "rules/file_rules.hpp"
#include "rules/lifecycle_rules.hpp"
#include "rules/page_rules.hpp"
#include "rules/work_rules.hpp"

namespace host_sdk::check {

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> all;
    for (const auto& part : {file_rules(), lifecycle_rules(), page_rules(), work_rules(), conduct_rules()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return rules;
}

}  // namespace host_sdk::check
