#include "plan/people/read_person.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup::plan {
namespace {

/// The width of the column `email_key`.
constexpr std::size_t kEmailKeyMaximum = 700;

bool is_too_long(const std::string& text, const TargetField& field) {
  return text.size() > field.maximum && host_sdk::count_code_points(text) > field.maximum;
}

/// Folding makes at most three code points of one.
bool is_key_too_long(const std::string& email) {
  return email.size() > kEmailKeyMaximum / 3 &&
         host_sdk::count_code_points(host_sdk::fold_key(email)) > kEmailKeyMaximum;
}

/// Returns why the address cannot be used, or "". Cleans it.
std::string check_email(std::string& email, const TargetField& field) {
  if (!host_sdk::is_clean_utf8(email)) return "The email address is not valid text (UTF-8)";
  email = clean(std::move(email));
  if (email.empty()) return "No email address in Google";
  if (is_too_long(email, field))
    return "The email address is longer than " + std::to_string(field.maximum) + " characters";
  if (email.find('@') == std::string::npos) return "The email address has no @";
  if (is_key_too_long(email)) return "The email address is too long to compare without regard to case";
  return "";
}

/// Returns the text for a field, or nullopt if it cannot be kept. Cuts it if it is too long.
std::optional<std::string> text_for(const TargetField& field, std::string text, bool& was_cut) {
  if (!host_sdk::is_clean_utf8(text)) return std::nullopt;
  text = clean(std::move(text));
  if (!text.empty() && !value_problem(field, text).empty()) return std::nullopt;
  was_cut = is_too_long(text, field);
  if (!was_cut) return text;
  // A part of an address is another address.
  if (field.optional == &TargetFields::manager_email) return std::nullopt;
  return clean(cut_characters(text, field.maximum));
}

/// Sets a field for which Google has no value.
void set_empty(std::size_t i, const FieldRule& rule, Person& person) {
  if (rule.empty == EmptyValue::keep) person.kept_by_mapping.set(i);
  if (rule.empty == EmptyValue::text) kTargetFields[i].set(person.fields, rule.text);
}

/// Reads every field but the address.
void read_other_fields(DirectoryUser& user, const FieldRules& rules, Person& person) {
  FieldProblems& problems = person.problems;
  person.kept_by_mapping = rules.unknown;
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i) {
    if (rules.unknown[i]) continue;
    const TargetField& field = kTargetFields[i];
    auto& value = user.*field.source;
    if (!value) {
      if (std::ranges::find(user.unreadable, field.source) != user.unreadable.end())
        problems.kept.set(i);
      else
        set_empty(i, rules.mapping[i], person);
      continue;
    }
    bool was_cut = false;
    auto text = text_for(field, std::move(*value), was_cut);
    problems.kept.set(i, !text);
    problems.cut.set(i, text && was_cut);
    if (text && !text->empty())
      field.set(person.fields, std::move(text));
    else if (text)
      set_empty(i, rules.mapping[i], person);
  }
}

/// People with a single name lack one of the two.
void check_name(Person& person) {
  FieldSet names;
  for (std::size_t i = 0; i < kTargetFields.size(); ++i) names.set(i, is_name(kTargetFields[i]));
  const bool readable = ((person.problems.kept | person.kept_by_mapping) & names).none();
  if (!readable || !person.fields.first_name.empty() || !person.fields.last_name.empty()) return;
  person.problems.no_name = true;
  person.problems.kept |= names;
}

}  // namespace

std::variant<Person, UnusablePerson> read_person(DirectoryUser user, const FieldRules& rules) {
  const std::string known_email = printable(user.primary_email.value_or(""));
  Person person;
  person.id = std::move(user.id);
  person.fields.email = std::move(user.primary_email).value_or("");
  std::string reason = check_email(person.fields.email, kTargetFields.front());
  // A missing flag means unknown, not false: Google omits flags in records of people who were just created.
  if (reason.empty() && !user.suspended) reason = "Google did not return whether the user is suspended";
  if (reason.empty() && !user.archived) reason = "Google did not return whether the user is archived";
  person.suspended = user.suspended.value_or(false);
  person.archived = user.archived.value_or(false);
  if (user.org_unit_path) person.unit_path_key = unit_path_key(*user.org_unit_path);

  if (!reason.empty())
    return UnusablePerson{.id = std::move(person.id),
                          .email = known_email,
                          .reason = std::move(reason),
                          .unit_path_key = std::move(person.unit_path_key)};
  read_other_fields(user, rules, person);
  check_name(person);
  return person;
}

}  // namespace gup::plan
