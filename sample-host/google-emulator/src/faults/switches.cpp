#include "faults/switches.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "common/errors.hpp"

namespace emulator {
namespace {

struct Variants {
  const char* name;
  std::vector<const char*> values;  ///< the first is the default
};

const std::vector<Variants>& variants() {
  static const std::vector<Variants> kVariants = {
      {"if_none_match", {"ignored", "304"}},
      {"etags", {"follow_changes", "stable_on_change", "change_every_call"}},
      {"group_etag", {"ignores_membership", "follows_membership"}},
      {"derived_role", {"MEMBER", "inner", "absent"}},
      {"external_member_id", {"present", "absent", "random"}},
      {"external_member_status", {"present", "absent", "random"}},
      {"changed_parameters", {"error", "token_wins", "parameters_win"}},
      {"page_tokens", {"keys", "positions"}},
      {"page_isolation", {"stable", "repeat_row", "move_row", "miss_row"}},
      {"descending_order", {"reverse", "by_domain", "ignored", "error"}},
      {"delegated_admin", {"everything", "forbidden", "own_unit"}},
      {"hd_secondary_domain", {"primary", "secondary", "absent"}},
      {"any_sub_masks", {"work", "ignored", "error"}},
      {"newer_fields", {"known", "ignored", "error"}},
      {"query_backslash", {"escapes", "literal", "error"}},
      {"root_unit_by_path", {"root", "not_found", "error"}},
      {"groups_of_user", {"direct", "transitive"}},
      {"has_member_across_domains", {"error", "answered"}},
      {"over_maximum", {"error", "clamp"}},
      {"never_logged_in", {"epoch", "absent"}},
      {"employee_id_type", {"organization", "custom"}},
      {"multi_valued_custom_fields", {"objects", "bare"}},
      {"unknown_schema", {"ignored", "error"}},
      {"reason_status", {"as_documented", "400", "403", "404", "500", "503"}},
      {"retry_after", {"absent", "seconds", "date", "huge"}},
      {"callback_parameters", {"google", "none"}},
      {"hd_parameter", {"ignored", "restricts"}},
      {"expires_in", {"3599", "3920", "string"}},
      {"email_scope", {"short", "long"}},
      {"revoke_dead_token", {"invalid_token", "invalid_request", "ok"}},
      {"revoke_cuts", {"both", "one"}},
      {"quota_scope", {"shared", "separate"}},
      {"quota_answer",
       {"403_userRateLimitExceeded", "403_quotaExceeded", "403_rateLimitExceeded", "429_rateLimitExceeded",
        "429_quotaExceeded"}},
      {"users_key_missing", {"never", "one_page"}},
      {"derived_membership", {"complete", "random_missing", "late"}},
      {"external_group", {"forbidden", "not_found"}},
      {"subject_alias", {"invalid_grant", "accepted"}},
      {"consent_refused", {"no", "admin_policy_enforced", "org_internal", "deleted_client"}},
  };
  return kVariants;
}

struct Number {
  const char* name;
  std::int64_t initial;
};

constexpr Number kNumbers[] = {
    {"page_token_lifetime_seconds", 0},  // 0: three days for users, unlimited for groups and members
    {"access_token_lifetime_seconds", 3600},
    {"latency_ms", 0},
    {"quota_per_minute", 0},  // 0: no limit
};

constexpr const char* kFlags[] = {"admin_role_removed", "api_disabled", "domain_cannot_use_apis"};

void check_variant(const std::string& name, const std::string& wanted) {
  const auto entry = std::find_if(variants().begin(), variants().end(),
                                  [&](const Variants& candidate) { return name == candidate.name; });
  std::string known;
  for (const char* value : entry->values) {
    if (wanted == value) return;
    known += known.empty() ? value : std::string(", ") + value;
  }
  throw ControlError(400, "switch " + name + " is one of " + known);
}

}  // namespace

Switches::Switches() {
  for (const Variants& entry : variants()) values_[entry.name] = std::string(entry.values.front());
  for (const Number& entry : kNumbers) values_[entry.name] = entry.initial;
  for (const char* name : kFlags) values_[name] = false;
}

template <class T>
const T& Switches::get(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) throw std::logic_error("no switch is called " + std::string(name));
  const T* value = std::get_if<T>(&found->second);
  if (!value) throw std::logic_error("switch " + std::string(name) + " holds another type");
  return *value;
}

const std::string& Switches::text(std::string_view name) const {
  return get<std::string>(name);
}

bool Switches::on(std::string_view name) const {
  return get<bool>(name);
}

std::int64_t Switches::number(std::string_view name) const {
  return get<std::int64_t>(name);
}

boost::json::object Switches::describe() const {
  boost::json::object all;
  for (const auto& entry : values_)
    std::visit([&](const auto& value) { all[entry.first] = value; }, entry.second);
  return all;
}

void Switches::set(const boost::json::object& wanted) {
  auto changed = values_;
  for (const auto& entry : wanted) {
    const std::string name(entry.key());
    const auto found = changed.find(name);
    if (found == changed.end()) throw ControlError(400, "no switch is called " + name);
    const boost::json::value& value = entry.value();
    if (std::holds_alternative<bool>(found->second)) {
      if (!value.is_bool()) throw ControlError(400, "switch " + name + " is true or false");
      found->second = value.get_bool();
    } else if (std::holds_alternative<std::int64_t>(found->second)) {
      if (!value.is_int64() || value.get_int64() < 0)
        throw ControlError(400, "switch " + name + " is a number from 0 up");
      found->second = value.get_int64();
    } else {
      if (!value.is_string()) throw ControlError(400, "switch " + name + " is a text");
      check_variant(name, value.get_string().c_str());
      found->second = std::string(value.get_string());
    }
  }
  values_ = std::move(changed);
}

}  // namespace emulator
