#include "plan/change_reasons.hpp"

#include <string_view>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup::plan {
namespace {

/// The rows before and after show the other differences.
constexpr std::size_t kDifferencesNamed = 3;
constexpr const char* kDeletedOn = "; to be deleted on ";

std::string describe(const char* field, std::string_view before, std::string_view after) {
  const std::string name = field;
  if (before.empty()) return name + " set to " + quoted(after);
  if (after.empty()) return name + " " + quoted(before) + " removed";
  return name + " changed from " + quoted(before) + " to " + quoted(after);
}

class Differences {
 public:
  void compare(const char* field, std::string_view before, std::string_view after) {
    if (before == after) return;
    if (++number_ > kDifferencesNamed) return;
    const std::string difference = describe(field, before, after);
    text_ += text_.empty() ? difference : "; " + lower_first(difference);
  }
  [[nodiscard]] std::string text() const {
    if (number_ <= kDifferencesNamed) return text_;
    return text_ + "; and " + std::to_string(number_ - kDifferencesNamed) + " more";
  }

 private:
  std::size_t number_ = 0;
  std::string text_;
};

}  // namespace

std::string describe_difference(const TargetUserRow& before, const TargetUserRow& after) {
  Differences differences;
  for (const TargetField& field : kTargetFields)
    differences.compare(field.label, field.text(before.fields), field.text(after.fields));
  differences.compare("Status", before.status, after.status);
  return differences.text();
}

std::string labels_of(const FieldSet& fields) {
  std::string labels;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i]) labels.append(labels.empty() ? "" : ", ").append(lower_first(kTargetFields[i].label));
  return labels;
}

FieldSet unusable_fields(const FieldProblems& problems) {
  FieldSet fields = problems.kept;
  if (!problems.no_name) return fields;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (is_name(kTargetFields[i])) fields.reset(i);
  return fields;
}

std::string with_problems(std::string reason, const FieldProblems& problems) {
  const auto append = [&reason](const std::string& problem) {
    reason += reason.empty() ? problem : "; " + problem;
  };
  if (problems.cut.any()) append(labels_of(problems.cut) + " cut, because it is too long");
  if (const FieldSet fields = unusable_fields(problems); fields.any())
    append(labels_of(fields) + " in Google cannot be used");
  if (problems.no_name) append("no name in Google");
  return reason;
}

std::string with_deletion_date(std::string reason, const std::optional<host_sdk::Timestamp>& date) {
  if (!date) return reason;
  return std::move(reason) + kDeletedOn + host_sdk::to_day(*date) + " unless the person returns";
}

std::string without_deletion_date(const std::string& reason) {
  return reason.substr(0, reason.find(kDeletedOn));
}

std::string with_deactivation_date(std::string reason, host_sdk::Timestamp since) {
  return std::move(reason) + "; inactive since " + host_sdk::to_day(since);
}

std::string name_of(const TargetUserRow& row) {
  return name_and_address(host_sdk::full_name(row.fields.first_name, row.fields.last_name), row.fields.email);
}

}  // namespace gup::plan
