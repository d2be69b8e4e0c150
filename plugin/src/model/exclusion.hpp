// The rules that say who is not a person of the company: robots, shared mailboxes, guests.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace gup {

/// What a rule matches; the most specific kind first. The names are stored: `exclusion_kind_name`.
enum class ExclusionKind : std::uint8_t {
  /// The primary email address.
  address,
  /// A pattern of the primary address, with `*` for any characters.
  pattern,
  /// The domain of the primary address.
  domain,
  /// A unit and its sub-units, by Google's id.
  unit,
  /// The members of a group, by Google's id, with nested groups as in the selection.
  group,
  /// `isGuestUser`.
  guests,
  /// `isMailboxSetup: false`.
  without_mailbox,
  /// Accounts whose last sign-in has no time, or the time 0.
  never_signed_in,
};

/// People who match a rule are out of scope, like people who are not selected.
struct Exclusion {
  ExclusionKind kind = ExclusionKind::address;
  /// In the form of `clean_exclusion`; empty for the kinds of accounts.
  std::string value;
  /// The unit's path or the group's name when the rule was added; else empty.
  std::string name;
  std::string reason;
  /// Empty for the rule that every company has from the start.
  std::string added_by;
  host_sdk::Timestamp added_at{};

  bool operator==(const Exclusion&) const = default;
};

/// A rule that was removed, and can be added again.
struct RemovedExclusion {
  Exclusion rule;
  std::string removed_by;
  host_sdk::Timestamp removed_at{};
};

/// How many people have their primary address in a domain.
struct DomainCount {
  std::string domain;
  std::int64_t people = 0;

  bool operator==(const DomainCount&) const = default;
};

/// The longest reason, in code points.
inline constexpr std::size_t kReasonMaximum = 255;
/// The limit for each company.
inline constexpr std::size_t kMostExclusions = 500;

/// "pattern"
[[nodiscard]] std::string exclusion_kind_name(ExclusionKind kind);
[[nodiscard]] std::optional<ExclusionKind> exclusion_kind_named(std::string_view name);
/// All of them, in order.
[[nodiscard]] const std::vector<ExclusionKind>& exclusion_kinds();
/// Their names, for a sentence: "address, pattern, domain".
[[nodiscard]] std::string exclusion_kind_names();
/// "Address pattern"
[[nodiscard]] std::string exclusion_kind_label(ExclusionKind kind);

/// What identifies a rule of a company: "pattern:svc-*@acme.com", "guests".
[[nodiscard]] std::string exclusion_key(ExclusionKind kind, std::string_view value);

/// Brings a value into the form in which it is stored and compared. Returns why it cannot be used, or "".
[[nodiscard]] std::string clean_exclusion(ExclusionKind kind, std::string& value);
/// The same for the reason.
[[nodiscard]] std::string clean_reason(std::string& reason);

/// Whether a pattern with `*` for any characters matches the whole text.
[[nodiscard]] bool matches_pattern(std::string_view text, std::string_view pattern);

/// What the rule matches: "svc-*@acme.com", "unit / Robots", "guests".
[[nodiscard]] std::string exclusion_text(const Exclusion& rule);
/// Why a person is out: "Excluded: matches svc-*@acme.com (robots)".
[[nodiscard]] std::string exclusion_reason(const Exclusion& rule);

/// The rule that every company has until someone removes it.
[[nodiscard]] Exclusion default_exclusion();

}  // namespace gup
