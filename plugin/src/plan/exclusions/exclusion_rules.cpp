#include "plan/exclusions/exclusion_rules.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "model/clean_text.hpp"

namespace gup::plan {
namespace {

/// Google sends the time 0 for people who never signed in, or no time at all.
bool never_signed_in(const DirectoryUser& user) {
  return !user.last_sign_in || user.last_sign_in->starts_with("1970-01-01T00:00:00");
}

}  // namespace

ExclusionRules::ExclusionRules(std::vector<Exclusion> rules) : rules_(std::move(rules)) {
  std::ranges::sort(rules_, {}, [](const Exclusion& rule) { return std::tie(rule.kind, rule.value); });
  for (RuleIndex rule = 0; rule < size(); ++rule) {
    if (rules_[rule].kind == ExclusionKind::address) addresses_.emplace(rules_[rule].value, rule);
    if (rules_[rule].kind == ExclusionKind::domain) domains_.emplace(rules_[rule].value, rule);
    if (rules_[rule].kind == ExclusionKind::pattern) patterns_.push_back(rule);
  }
  guests_ = first_of(ExclusionKind::guests);
  without_mailbox_ = first_of(ExclusionKind::without_mailbox);
  never_signed_in_ = first_of(ExclusionKind::never_signed_in);
}

std::vector<std::string> ExclusionRules::values_of(ExclusionKind kind) const {
  std::vector<std::string> values;
  for (const Exclusion& rule : rules_)
    if (rule.kind == kind) values.push_back(rule.value);
  return values;
}

std::vector<RuleIndex> ExclusionRules::match(const DirectoryUser& user) const {
  std::vector<RuleIndex> found;
  if (user.primary_email && !(addresses_.empty() && domains_.empty() && patterns_.empty()))
    match_address(address_key(*user.primary_email), found);
  if (guests_ && user.guest == true) found.push_back(*guests_);
  if (without_mailbox_ && user.has_mailbox == false) found.push_back(*without_mailbox_);
  if (never_signed_in_ && never_signed_in(user)) found.push_back(*never_signed_in_);
  return found;
}

void ExclusionRules::match_address(const std::string& address, std::vector<RuleIndex>& found) const {
  if (const auto rule = addresses_.find(address); rule != addresses_.end()) found.push_back(rule->second);
  for (const RuleIndex rule : patterns_)
    if (matches_pattern(address, rules_[rule].value)) found.push_back(rule);
  if (const auto rule = domains_.find(domain_of(address)); rule != domains_.end())
    found.push_back(rule->second);
}

std::optional<RuleIndex> ExclusionRules::first_of(ExclusionKind kind) const {
  const auto rule = std::ranges::find(rules_, kind, &Exclusion::kind);
  if (rule == rules_.end()) return std::nullopt;
  return static_cast<RuleIndex>(rule - rules_.begin());
}

}  // namespace gup::plan
