#include "plan/person.hpp"

#include <utility>

#include "host_sdk/text.hpp"
#include "plan/clean_text.hpp"
#include "plan/fingerprint.hpp"

namespace gup::plan {
namespace {

// In code points, as the host's columns are wide: a server refuses what is longer, and the whole run with it.
constexpr std::size_t kEmailLength = 320;
constexpr std::size_t kEmailKeyLength = 700;
constexpr std::size_t kTextLength = 255;
constexpr std::size_t kLanguageLength = 64;

/// Collects the first thing that makes a record unusable.
class Checker {
 public:
  /// Cleans the text; a text that the tables cannot keep is refused, with the field named.
  std::string check(std::string text, const char* field, std::size_t longest) {
    if (!host_sdk::is_clean_utf8(text)) {
      refuse(std::string("the ") + field + " holds characters that are not valid text (UTF-8)");
      return {};
    }
    text = clean(std::move(text));
    if (text.size() > longest && host_sdk::count_code_points(text) > longest)
      refuse(std::string("the ") + field + " is longer than " + std::to_string(longest) + " characters");
    return text;
  }

  std::optional<std::string> check(std::optional<std::string> text, const char* field,
                                   std::size_t longest = kTextLength) {
    if (!text) return std::nullopt;
    auto checked = check(std::move(*text), field, longest);
    if (checked.empty()) return std::nullopt;
    return checked;
  }

  void refuse(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }

  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string reason_;
};

/// Folding makes three code points of one at most.
bool is_key_too_long(const std::string& email) {
  return email.size() > kEmailKeyLength / 3 &&
         host_sdk::count_code_points(host_sdk::fold_key(email)) > kEmailKeyLength;
}

void append_length(std::string& bytes, std::uint64_t length) {
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((length >> shift) & 0xFF);
}

void append(std::string& bytes, const std::string& field) {
  append_length(bytes, field.size());
  bytes += field;
}

/// Absent and empty differ: an absent field is a byte of its own, which no length can look like.
void append(std::string& bytes, const std::optional<std::string>& field) {
  bytes += field ? '\1' : '\0';
  if (field) append(bytes, *field);
}

}  // namespace

std::variant<Person, UnusablePerson> read_person(google::DirectoryUser user) {
  Checker checker;
  const std::string known_email = printable(user.primary_email.value_or(""));

  Person person;
  person.id = std::move(user.id);
  TargetFields& fields = person.fields;
  fields.email = checker.check(std::move(user.primary_email).value_or(""), "e-mail address", kEmailLength);
  if (fields.email.empty())
    checker.refuse("has no e-mail address in Google");
  else if (fields.email.find('@') == std::string::npos)
    checker.refuse("the e-mail address has no @");
  else if (is_key_too_long(fields.email))
    checker.refuse("the e-mail address is too long once upper and lower case are made the same");
  // One of the two may be missing or empty, for people of one name; with neither, the record is a part of
  // one.
  if (!user.given_name && !user.family_name) checker.refuse("Google does not say the person's name");
  fields.first_name = checker.check(std::move(user.given_name).value_or(""), "first name", kTextLength);
  fields.last_name = checker.check(std::move(user.family_name).value_or(""), "last name", kTextLength);
  fields.department = checker.check(std::move(user.department), "department");
  fields.job_title = checker.check(std::move(user.job_title), "job title");
  fields.phone_number = checker.check(std::move(user.phone_number), "phone number");
  fields.manager_email = checker.check(std::move(user.manager_email), "manager's address", kEmailLength);
  fields.preferred_language = checker.check(std::move(user.preferred_language), "language", kLanguageLength);
  fields.location = checker.check(std::move(user.location), "location");

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

std::int64_t content_hash(const TargetFields& fields) {
  std::string bytes;
  bytes.reserve(256);
  append(bytes, fields.email);
  append(bytes, fields.first_name);
  append(bytes, fields.last_name);
  append(bytes, fields.department);
  append(bytes, fields.job_title);
  append(bytes, fields.phone_number);
  append(bytes, fields.manager_email);
  append(bytes, fields.preferred_language);
  append(bytes, fields.location);
  return fingerprint(bytes);
}

std::string unit_path_key(const std::string& path) {
  const std::string folded = host_sdk::fold_key(path);
  const auto first = folded.find_first_not_of('/');
  if (first == std::string::npos) return "/";
  const auto last = folded.find_last_not_of('/');
  return "/" + folded.substr(first, last - first + 1);
}

}  // namespace gup::plan
