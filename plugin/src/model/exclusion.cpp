#include "model/exclusion.hpp"

#include <algorithm>
#include <array>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_in;
using host_sdk::tr_later;

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
    Kind{ExclusionKind::address, "address", tr_later("Address")},
    Kind{ExclusionKind::pattern, "pattern", tr_later("Address pattern")},
    Kind{ExclusionKind::domain, "domain", tr_later("Domain")},
    Kind{ExclusionKind::unit, "unit", tr_later("Organizational unit")},
    Kind{ExclusionKind::group, "group", tr_later("Group")},
    Kind{ExclusionKind::guests, "guests", tr_later("Guests")},
    Kind{ExclusionKind::without_mailbox, "without_mailbox", tr_later("Without a mailbox")},
    Kind{ExclusionKind::never_signed_in, "never_signed_in", tr_later("Never signed in")},
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
  const auto at = address.find('@');
  if (at == std::string_view::npos)
    return is_pattern ? tr("The pattern has no @.") : tr("The address has no @.");
  if (address.find('@', at + 1) != std::string_view::npos)
    return is_pattern ? tr("The pattern has more than one @.") : tr("The address has more than one @.");
  if (at == 0 || at + 1 == address.size())
    return is_pattern ? tr("The pattern is not complete on both sides of the @.")
                      : tr("The address is not complete on both sides of the @.");
  if (address.find_first_of(" ,;<>\"") != std::string_view::npos)
    return is_pattern ? tr("The pattern contains a character that an email address cannot have.")
                      : tr("The address contains a character that an email address cannot have.");
  if (host_sdk::count_code_points(address) > kEmailMaximum)
    return tr(is_pattern ? tr_later("The pattern is longer than {count} characters.")
                         : tr_later("The address is longer than {count} characters."),
              {{"count", std::to_string(kEmailMaximum)}});
  const bool has_star = address.find('*') != std::string_view::npos;
  if (!is_pattern && has_star) return tr("The address contains a *. Choose the kind “Address pattern”.");
  if (is_pattern && !has_star) return tr("The pattern contains no *. Choose the kind “Address”.");
  if (is_pattern && address.find_first_not_of("*@.") == std::string_view::npos)
    return tr("The pattern would match everyone.");
  return "";
}

bool is_id(std::string_view id, std::size_t maximum) {
  return id.size() <= maximum && id.find_first_of(" ,;") == std::string_view::npos;
}

std::string problem_with_unit(std::string_view id) {
  if (id.empty()) return tr("Enter the Google ID of the organizational unit.");
  if (!id.starts_with("id:"))
    return tr("“{id}” is not the Google ID of an organizational unit, which starts with “id:”.",
              {{"id", printable(id)}});
  return is_id(id, kUnitIdMaximum)
             ? ""
             : tr("“{id}” is not the Google ID of an organizational unit.", {{"id", printable(id)}});
}

std::string problem_with_group(std::string_view id) {
  if (id.empty()) return tr("Enter the Google ID of the group.");
  return is_id(id, kGroupIdMaximum) ? ""
                                    : tr("“{id}” is not the Google ID of a group.", {{"id", printable(id)}});
}

std::string name_of(const Exclusion& rule) {
  return printable(rule.name.empty() ? rule.value : rule.name);
}

bool has_value(ExclusionKind kind) {
  return kind < ExclusionKind::guests;
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

std::string exclusion_kind_names() {
  std::vector<std::string> names;
  for (const Kind& entry : kKinds) names.emplace_back(entry.name);
  return host_sdk::join(names, ", ");
}

std::string exclusion_key(ExclusionKind kind, std::string_view value) {
  return exclusion_kind_name(kind) + (has_value(kind) ? ":" + std::string(value) : "");
}

std::string clean_exclusion(ExclusionKind kind, std::string& value) {
  if (!has_value(kind)) {
    value.clear();
    return "";
  }
  if (!is_one_line(value)) return tr("The value is not one line of valid text.");
  value = clean(std::move(value));
  switch (kind) {
    case ExclusionKind::address:
    case ExclusionKind::pattern:
      value = address_key(value);
      return problem_with_address(value, kind == ExclusionKind::pattern);
    case ExclusionKind::domain:
      if (value.starts_with('@')) value.erase(0, 1);
      value = address_key(value);
      return is_domain(value)
                 ? ""
                 : tr("“{domain}” is not a domain, such as acme.com.", {{"domain", printable(value)}});
    case ExclusionKind::unit:
      return problem_with_unit(value);
    default:
      return problem_with_group(value);
  }
}

std::string clean_reason(std::string& reason) {
  if (!is_one_line(reason)) return tr("The reason is not one line of valid text.");
  reason = clean(std::move(reason));
  if (reason.empty()) return tr("Enter a reason, so that others understand the rule.");
  if (host_sdk::count_code_points(reason) > kReasonMaximum)
    return tr("The reason is longer than {count} characters.", {{"count", std::to_string(kReasonMaximum)}});
  return "";
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
  const std::string name = name_of(rule);
  switch (rule.kind) {
    case ExclusionKind::address:
    case ExclusionKind::pattern:
      return printable(rule.value);
    case ExclusionKind::domain:
      return tr("domain {domain}", {{"domain", printable(rule.value)}});
    case ExclusionKind::unit:
      return tr("unit {unit}", {{"unit", name}});
    case ExclusionKind::group:
      return tr("group “{group}”", {{"group", name}});
    case ExclusionKind::guests:
      return tr_in("exclusion", "guests");
    case ExclusionKind::without_mailbox:
      return tr_in("exclusion", "without a mailbox");
    case ExclusionKind::never_signed_in:
      return tr_in("exclusion", "never signed in");
  }
  return "";
}

std::string exclusion_reason(const Exclusion& rule) {
  const std::string note = rule.reason.empty() ? "" : printable(rule.reason);
  const auto with_note = [&note](const std::string& text) {
    return note.empty() ? text : text + " (" + note + ")";
  };
  switch (rule.kind) {
    case ExclusionKind::address:
      return tr("Excluded: address {address}", {{"address", with_note(printable(rule.value))}});
    case ExclusionKind::pattern:
      return tr("Excluded: matches {pattern}", {{"pattern", with_note(printable(rule.value))}});
    case ExclusionKind::domain:
      return tr("Excluded: domain {domain}", {{"domain", with_note(printable(rule.value))}});
    case ExclusionKind::unit:
      return tr("Excluded: in the unit {unit}", {{"unit", with_note(name_of(rule))}});
    case ExclusionKind::group:
      return tr("Excluded: member of the group {group}", {{"group", with_note(gup::quoted(name_of(rule)))}});
    case ExclusionKind::guests:
      return note.empty() ? tr("Excluded: guest in Google")
                          : tr("Excluded: guest in Google ({text})", {{"text", note}});
    case ExclusionKind::without_mailbox:
      return note.empty() ? tr("Excluded: has no mailbox in Google")
                          : tr("Excluded: has no mailbox in Google ({text})", {{"text", note}});
    case ExclusionKind::never_signed_in:
      return note.empty() ? tr("Excluded: has never signed in to Google")
                          : tr("Excluded: has never signed in to Google ({text})", {{"text", note}});
  }
  return "";
}

Exclusion default_exclusion() {
  Exclusion rule;
  rule.kind = ExclusionKind::guests;
  return rule;
}

}  // namespace gup
