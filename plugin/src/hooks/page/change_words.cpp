#include "hooks/page/change_words.hpp"

namespace gup {
namespace {

using host_sdk::page::BadgeValue;
using host_sdk::page::Tone;
using plan::ChangeKind;

void compare(std::string& text, const char* field, const std::string& before, const std::string& after) {
  if (before == after) return;
  if (!text.empty()) text += "; ";
  text += std::string(field) + ": ";
  text += before.empty() ? "empty" : "“" + before + "”";
  text += " becomes ";
  text += after.empty() ? "empty" : "“" + after + "”";
}

std::string differences(const plan::HostRow& before, const plan::HostRow& after) {
  const auto& old_fields = before.fields;
  const auto& new_fields = after.fields;
  std::string text;
  compare(text, "E-mail", old_fields.email, new_fields.email);
  compare(text, "First name", old_fields.first_name, new_fields.first_name);
  compare(text, "Last name", old_fields.last_name, new_fields.last_name);
  compare(text, "Department", old_fields.department.value_or(""), new_fields.department.value_or(""));
  compare(text, "Job title", old_fields.job_title.value_or(""), new_fields.job_title.value_or(""));
  compare(text, "Phone number", old_fields.phone_number.value_or(""), new_fields.phone_number.value_or(""));
  compare(text, "Manager", old_fields.manager_email.value_or(""), new_fields.manager_email.value_or(""));
  compare(text, "Language", old_fields.preferred_language.value_or(""),
          new_fields.preferred_language.value_or(""));
  compare(text, "Location", old_fields.location.value_or(""), new_fields.location.value_or(""));
  compare(text, "Status", before.status, after.status);
  return text;
}

}  // namespace

BadgeValue change_badge(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added:
      return {"Added", Tone::success};
    case ChangeKind::updated:
      return {"Updated", Tone::info};
    case ChangeKind::reactivated:
      return {"Reactivated", Tone::success};
    case ChangeKind::removed:
      return {"Removed", Tone::neutral};
    case ChangeKind::deactivated:
      return {"Deactivated", Tone::neutral};
    case ChangeKind::released:
      return {"Released", Tone::neutral};
    case ChangeKind::held:
      return {"Held", Tone::warning};
    case ChangeKind::frozen:
      return {"Frozen", Tone::warning};
    case ChangeKind::skipped:
      return {"Skipped", Tone::neutral};
    case ChangeKind::failed:
      return {"Failed", Tone::danger};
  }
  return {"Changed", Tone::neutral};
}

std::string why(const plan::PersonChange& change) {
  if (!change.reason.empty() || !change.before || !change.after) return change.reason;
  return differences(*change.before, *change.after);
}

}  // namespace gup
