#include "model/exclusion.hpp"

#include <algorithm>
#include <array>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup {
namespace {

constexpr std::size_t kDomainMaximum = 255;
constexpr std::size_t kUnitIdMaximum = 255;
/// The width of gup_exclusion_members.group_id.
constexpr std::size_t kGroupIdMaximum = 128;

struct Kind {
  ExclusionKind kind;
  const char* name;
  const char* label;
};

constexpr std::array kKinds{
    Kind{ExclusionKind::address, "address", "Address"},
    Kind{ExclusionKind::pattern, "pattern", "Address pattern"},
    Kind{ExclusionKind::domain, "domain", "Domain"},
    Kind{ExclusionKind::unit, "unit", "Organizational unit"},
    Kind{ExclusionKind::group, "group", "Group"},
    Kind{ExclusionKind::guests, "guests", "Guests"},
    Kind{ExclusionKind::without_mailbox, "without_mailbox", "Without a mailbox"},
    Kind{ExclusionKind::never_signed_in, "never_signed_in", "Never signed in"},
};

const Kind& entry_of(ExclusionKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

bool is_one_line(std::string_view text) {
  return host_sdk::is_clean_utf8(text) &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool is_domain(std::string_view domain) {
  return !domain.empty() && domain.size() <= kDomainMaximum && domain.find('.') != std::string_view::npos &&
         domain.find_first_of("@*/, ") == std::string_view::npos && !domain.starts_with('.') &&
         !domain.ends_with('.');
}

std::string problem_with_address(std::string_view address, bool is_pattern) {
  const std::string what = is_pattern ? "The pattern" : "The address";
  const auto at = address.find('@');
  if (at == std::string_view::npos) return what + " has no @.";
  if (address.find('@', at + 1) != std::string_view::npos) return what + " has more than one @.";
  if (at == 0 || at + 1 == address.size()) return what + " is not complete on both sides of the @.";
  if (address.find_first_of(" ,;<>\"") != std::string_view::npos)
    return what + " contains a character that an email address cannot have.";
  if (host_sdk::count_code_points(address) > kEmailMaximum)
    return what + " is longer than " + std::to_string(kEmailMaximum) + " characters.";
  const bool has_star = address.find('*') != std::string_view::npos;
  if (!is_pattern && has_star) return "The address contains a *. Choose the kind “Address pattern”.";
  if (is_pattern && !has_star) return "The pattern contains no *. Choose the kind “Address”.";
  if (is_pattern && address.find_first_not_of("*@.") == std::string_view::npos)
    return "The pattern would match everyone.";
  return "";
}

std::string problem_with_id(std::string_view id, std::size_t maximum, const char* what) {
  if (id.empty()) return std::string("Enter Google's ID of the ") + what + ".";
  if (id.size() > maximum || id.find_first_of(" ,;") != std::string_view::npos)
    return gup::quoted(printable(id)) + " is not Google's ID of a " + what + ".";
  return "";
}

}  // namespace

std::string exclusion_kind_name(ExclusionKind kind) {
  return entry_of(kind).name;
}

std::string exclusion_kind_label(ExclusionKind kind) {
  return entry_of(kind).label;
}

std::optional<ExclusionKind> exclusion_kind_named(std::string_view name) {
  for (const Kind& entry : kKinds)
    if (entry.name == name) return entry.kind;
  return std::nullopt;
}

const std::vector<ExclusionKind>& exclusion_kinds() {
  static const std::vector<ExclusionKind> kAll = [] {
    std::vector<ExclusionKind> kinds;
    for (const Kind& entry : kKinds) kinds.push_back(entry.kind);
    return kinds;
  }();
  return kAll;
}

bool has_value(ExclusionKind kind) {
  return kind < ExclusionKind::guests;
}

std::string exclusion_key(ExclusionKind kind, std::string_view value) {
  return exclusion_kind_name(kind) + (has_value(kind) ? ":" + std::string(value) : "");
}

std::string clean_exclusion(ExclusionKind kind, std::string& value) {
  if (!has_value(kind)) {
    value.clear();
    return "";
  }
  if (!is_one_line(value)) return "The value is not one line of valid text.";
  value = clean(std::move(value));
  switch (kind) {
    case ExclusionKind::address:
    case ExclusionKind::pattern:
      value = address_key(value);
      return problem_with_address(value, kind == ExclusionKind::pattern);
    case ExclusionKind::domain:
      if (value.starts_with('@')) value.erase(0, 1);
      value = address_key(value);
      return is_domain(value) ? "" : gup::quoted(printable(value)) + " is not a domain, such as acme.com.";
    case ExclusionKind::unit:
      if (!value.empty() && !value.starts_with("id:"))
        return gup::quoted(printable(value)) +
               " is not Google's ID of an organizational unit, which starts with “id:”.";
      return problem_with_id(value, kUnitIdMaximum, "organizational unit");
    default:
      return problem_with_id(value, kGroupIdMaximum, "group");
  }
}

std::string clean_reason(std::string& reason) {
  if (!is_one_line(reason)) return "The reason is not one line of valid text.";
  reason = clean(std::move(reason));
  if (reason.empty()) return "Enter a reason, so that others understand the rule.";
  if (host_sdk::count_code_points(reason) > kReasonMaximum)
    return "The reason is longer than " + std::to_string(kReasonMaximum) + " characters.";
  return "";
}

std::string_view domain_of(std::string_view address_key) {
  const auto at = address_key.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address_key.substr(at + 1);
}

bool matches_pattern(std::string_view text, std::string_view pattern) {
  // The position after the last star, and how much of the text that star covers so far.
  std::size_t after_star = std::string_view::npos;
  std::size_t covered = 0;
  std::size_t at = 0;
  std::size_t in_pattern = 0;
  while (at < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      after_star = ++in_pattern;
      covered = at;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
      ++in_pattern;
      ++at;
    } else if (after_star != std::string_view::npos) {
      in_pattern = after_star;
      at = ++covered;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

std::string exclusion_text(const Exclusion& rule) {
  const std::string name = printable(rule.name.empty() ? rule.value : rule.name);
  switch (rule.kind) {
    case ExclusionKind::address:
    case ExclusionKind::pattern:
      return printable(rule.value);
    case ExclusionKind::domain:
      return "domain " + printable(rule.value);
    case ExclusionKind::unit:
      return "unit " + name;
    case ExclusionKind::group:
      return "group " + gup::quoted(name);
    case ExclusionKind::guests:
      return "guests";
    case ExclusionKind::without_mailbox:
      return "without a mailbox";
    case ExclusionKind::never_signed_in:
      return "never signed in";
  }
  return "";
}

std::string exclusion_reason(const Exclusion& rule) {
  std::string what;
  switch (rule.kind) {
    case ExclusionKind::address:
      what = "address " + exclusion_text(rule);
      break;
    case ExclusionKind::pattern:
      what = "matches " + exclusion_text(rule);
      break;
    case ExclusionKind::unit:
      what = "in the " + exclusion_text(rule);
      break;
    case ExclusionKind::group:
      what = "member of the " + exclusion_text(rule);
      break;
    case ExclusionKind::guests:
      what = "guest in Google";
      break;
    case ExclusionKind::without_mailbox:
      what = "has no mailbox in Google";
      break;
    case ExclusionKind::never_signed_in:
      what = "has never signed in to Google";
      break;
    case ExclusionKind::domain:
      what = exclusion_text(rule);
      break;
  }
  return "Excluded: " + what + (rule.reason.empty() ? "" : " (" + printable(rule.reason) + ")");
}

Exclusion default_exclusion() {
  Exclusion rule;
  rule.kind = ExclusionKind::guests;
  return rule;
}

}  // namespace gup
