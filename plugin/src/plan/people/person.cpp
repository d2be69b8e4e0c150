#include "plan/people/person.hpp"

#include <cctype>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/target_fields.hpp"
#include "plan/people/clean_text.hpp"

namespace gup::plan {
namespace {

/// The width of the column `email_key`.
constexpr std::size_t kEmailKeyMaximum = 700;

/// Collects the first thing that makes a record unusable.
class Checker {
 public:
  /// Cleans the text; a text that the tables cannot keep is refused, with the field named.
  std::string check(std::string text, const TargetField& field) {
    if (!host_sdk::is_clean_utf8(text)) {
      refuse("the " + name_of(field) + " contains characters that are not valid text (UTF-8)");
      return {};
    }
    text = clean(std::move(text));
    if (text.size() > field.maximum && host_sdk::count_code_points(text) > field.maximum)
      refuse("the " + name_of(field) + " is longer than " + std::to_string(field.maximum) + " characters");
    return text;
  }

  void refuse(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }

  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  static std::string name_of(const TargetField& field) {
    std::string name = field.label;
    name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    return name;
  }

  std::string reason_;
};

/// Folding makes three code points of one at most.
bool is_key_too_long(const std::string& email) {
  return email.size() > kEmailKeyMaximum / 3 &&
         host_sdk::count_code_points(host_sdk::fold_key(email)) > kEmailKeyMaximum;
}

}  // namespace

std::variant<Person, UnusablePerson> read_person(DirectoryUser user) {
  Checker checker;
  const std::string known_email = printable(user.primary_email.value_or(""));

  Person person;
  person.id = std::move(user.id);
  TargetFields& fields = person.fields;
  for (const TargetField& field : kTargetFields) {
    auto& value = user.*field.source;
    if (!value) continue;
    std::string checked = checker.check(std::move(*value), field);
    if (!checked.empty()) field.set(fields, std::move(checked));
  }
  if (fields.email.empty())
    checker.refuse("has no e-mail address in Google");
  else if (fields.email.find('@') == std::string::npos)
    checker.refuse("the e-mail address has no @");
  else if (is_key_too_long(fields.email))
    checker.refuse("the e-mail address is too long once upper and lower case are made the same");
  // One of the two may be missing or empty, for people of one name; with neither, the record is a part of
  // one.
  if (!user.given_name && !user.family_name) checker.refuse("Google does not say the person's name");
  // Absent is unknown, not false: Google leaves the flags out of the records of people just created.
  if (!user.suspended) checker.refuse("Google does not say whether the person is suspended");
  if (!user.archived) checker.refuse("Google does not say whether the person is archived");
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

std::string unit_path_key(const std::string& path) {
  const std::string folded = host_sdk::fold_key(path);
  const auto first = folded.find_first_not_of('/');
  if (first == std::string::npos) return "/";
  const auto last = folded.find_last_not_of('/');
  return "/" + folded.substr(first, last - first + 1);
}

}  // namespace gup::plan
