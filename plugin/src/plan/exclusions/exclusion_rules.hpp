// A company's exclusions, prepared for matching the records of many people.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/directory.hpp"
#include "model/exclusion.hpp"

namespace gup::plan {

/// The place of a rule in `ExclusionRules`.
using RuleIndex = std::uint16_t;

/// The most specific kinds come first, so the first rule that matches a person is the best reason.
class ExclusionRules {
 public:
  ExclusionRules() = default;
  explicit ExclusionRules(std::vector<Exclusion> rules);

  [[nodiscard]] const std::vector<Exclusion>& all() const { return rules_; }
  [[nodiscard]] const Exclusion& operator[](RuleIndex rule) const { return rules_[rule]; }
  [[nodiscard]] RuleIndex size() const { return static_cast<RuleIndex>(rules_.size()); }
  [[nodiscard]] bool has(ExclusionKind kind) const { return first_of(kind).has_value(); }
  /// The values of the rules of this kind.
  [[nodiscard]] std::vector<std::string> values_of(ExclusionKind kind) const;

  /// The rules that match the record itself, ascending. Units and groups are matched in `Exclusions`.
  [[nodiscard]] std::vector<RuleIndex> match(const DirectoryUser& user) const;

 private:
  using Values = std::map<std::string, RuleIndex, std::less<>>;

  [[nodiscard]] std::optional<RuleIndex> first_of(ExclusionKind kind) const;
  void match_address(const std::string& address, std::vector<RuleIndex>& found) const;

  /// Sorted by kind and value.
  std::vector<Exclusion> rules_;
  Values addresses_;
  Values domains_;
  std::vector<RuleIndex> patterns_;
  std::optional<RuleIndex> guests_;
  std::optional<RuleIndex> without_mailbox_;
  std::optional<RuleIndex> never_signed_in_;
};

}  // namespace gup::plan
