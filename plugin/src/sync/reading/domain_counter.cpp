#include "sync/reading/domain_counter.hpp"

#include <algorithm>

#include "model/clean_text.hpp"

namespace gup {

void DomainCounter::note(plan::PersonNumber person, std::string_view address) {
  if (domains_.size() <= person) domains_.resize(person + 1, 0);
  const std::string_view domain = domain_of(address);
  auto known = numbers_.find(domain);
  // A customer has a few hundred domains at most; more are other spellings or errors.
  if (known == numbers_.end() && numbers_.size() < UINT16_MAX && !domain.empty())
    known = numbers_.emplace(domain, static_cast<std::uint16_t>(numbers_.size() + 1)).first;
  domains_[person] = known == numbers_.end() ? 0 : known->second;
}

std::vector<DomainCount> DomainCounter::counts() const {
  std::vector<std::int64_t> people(numbers_.size() + 1, 0);
  for (const std::uint16_t domain : domains_) ++people[domain];
  std::map<std::string, std::int64_t> by_key;
  for (const auto& [domain, number] : numbers_) by_key[address_key(domain)] += people[number];
  std::vector<DomainCount> counts;
  for (const auto& [domain, count] : by_key)
    if (!domain.empty() && count > 0) counts.push_back({domain, count});
  std::ranges::stable_sort(counts, std::ranges::greater{}, &DomainCount::people);
  if (counts.size() > kMostDomains) counts.resize(kMostDomains);
  return counts;
}

}  // namespace gup
