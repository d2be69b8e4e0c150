// Counts people by the domain of their primary address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/exclusion.hpp"
#include "plan/state/person_ids.hpp"

namespace gup {

class DomainCounter {
 public:
  /// Domains beyond this number are not named.
  static constexpr std::size_t kMostDomains = 200;

  /// Call this for each record; a later one of the same person replaces the earlier one.
  void note(plan::PersonNumber person, std::string_view address);
  /// The largest domains first.
  [[nodiscard]] std::vector<DomainCount> counts() const;

 private:
  /// The number of each domain, spelled as Google spells it; 0 is "no domain".
  std::map<std::string, std::uint16_t, std::less<>> numbers_;
  /// Indexed by person: the number of the domain. A deque grows without copying.
  std::deque<std::uint16_t> domains_;
};

}  // namespace gup
