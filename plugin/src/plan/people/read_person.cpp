#include "plan/people/read_person.hpp"

#include <string>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup::plan {
namespace {

/// The width of the column `email_key`.
constexpr std::size_t kEmailKeyMaximum = 700;

/// Keeps the first reason why a record is unusable.
class Checker {
 public:
  /// Returns the text cleaned.
  std::string check(std::string text, const TargetField& field) {
    if (!host_sdk::is_clean_utf8(text)) {
      reject("The " + lower_first(field.label) + " is not valid text (UTF-8)");
      return {};
    }
    text = clean(std::move(text));
    if (text.size() > field.maximum && host_sdk::count_code_points(text) > field.maximum)
      reject("The " + lower_first(field.label) + " is longer than " + std::to_string(field.maximum) +
             " characters");
    return text;
  }

  void reject(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }

  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string reason_;
};

/// Folding makes at most three code points of one.
bool is_key_too_long(const std::string& email) {
  return email.size() > kEmailKeyMaximum / 3 &&
         host_sdk::count_code_points(host_sdk::fold_key(email)) > kEmailKeyMaximum;
}

void check_email(const std::string& email, Checker& checker) {
  if (email.empty())
    checker.reject("No email address in Google");
  else if (email.find('@') == std::string::npos)
    checker.reject("The email address has no @");
  else if (is_key_too_long(email))
    checker.reject("The email address is too long to compare without regard to case");
}

}  // namespace

std::variant<Person, UnusablePerson> read_person(DirectoryUser user) {
  Checker checker;
  const std::string known_email = printable(user.primary_email.value_or(""));

  Person person;
  person.id = std::move(user.id);
  for (const TargetField& field : kTargetFields) {
    auto& value = user.*field.source;
    if (!value) continue;
    std::string checked = checker.check(std::move(*value), field);
    if (!checked.empty()) field.set(person.fields, std::move(checked));
  }
  check_email(person.fields.email, checker);
  // People with a single name lack one of the two. A record without both is incomplete.
  if (!user.given_name && !user.family_name) checker.reject("Google returned no name");
  // A missing flag means unknown, not false: Google omits flags in records of people who were just created.
  if (!user.suspended) checker.reject("Google did not return whether the user is suspended");
  if (!user.archived) checker.reject("Google did not return whether the user is archived");
  person.suspended = user.suspended.value_or(false);
  person.archived = user.archived.value_or(false);
  if (user.org_unit_path && host_sdk::is_clean_utf8(*user.org_unit_path))
    person.unit_path_key = unit_path_key(*user.org_unit_path);

  if (checker.reason().empty()) return person;
  return UnusablePerson{.id = std::move(person.id),
                        .email = known_email,
                        .reason = checker.reason(),
                        .unit_path_key = std::move(person.unit_path_key)};
}

}  // namespace gup::plan
