#include "model/target_fields.hpp"

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/fingerprint.hpp"

namespace gup {

using host_sdk::tr;

namespace {

/// The fields of the first version. Their places are part of the hash; later fields are hashed by name.
constexpr std::size_t kFirstFields = 9;

void append(std::string& bytes, std::string_view text) {
  const std::uint64_t length = text.size();
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((length >> shift) & 0xFF);
  bytes += text;
}

/// Has the form of a tag: "de", "zh-Hant-TW". Google and hosts also write "pt_BR".
bool is_language_tag(std::string_view text) {
  constexpr std::size_t kLongestSubtag = 8;
  bool is_first = true;
  std::size_t length = 0;
  for (const char c : text) {
    if (c == '-' || c == '_') {
      if (length == 0) return false;
      is_first = false;
      length = 0;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && (is_first || !digit)) return false;
    if (++length > kLongestSubtag) return false;
  }
  return length > 0;
}

}  // namespace

std::string value_problem(const TargetField& field, std::string_view text) {
  if (field.optional == &TargetFields::manager_email && !host_sdk::is_email_address(text))
    return tr("“{text}” is not an email address.", {{"text", printable(text)}});
  if (field.optional == &TargetFields::preferred_language && !is_language_tag(text))
    return tr("“{text}” is not a language tag such as en or pt-BR.", {{"text", printable(text)}});
  return {};
}

const std::string& target_field_columns() {
  static const std::string kColumns = [] {
    std::string columns;
    for (const TargetField& field : kTargetFields)
      columns.append(columns.empty() ? "" : ", ").append(field.column);
    return columns;
  }();
  return kColumns;
}

std::int64_t content_hash(const TargetFields& fields, const FieldSet& unknown,
                          std::span<const TargetField> table) {
  std::string bytes;
  bytes.reserve(256);
  for (const TargetField& field : table.first(kFirstFields)) {
    const std::string* value = field.find(fields);
    // A byte distinguishes an absent field from an empty one.
    if (field.required == nullptr) bytes += value != nullptr ? '\1' : '\0';
    if (value != nullptr) append(bytes, *value);
  }
  for (const TargetField& field : table.subspan(kFirstFields)) {
    const std::string* value = field.find(fields);
    if (value == nullptr) continue;
    append(bytes, field.column);
    append(bytes, *value);
  }
  for (std::size_t i = 0; i < unknown.size(); ++i)
    if (unknown[i]) bytes += static_cast<char>(i);
  return fingerprint(bytes);
}

}  // namespace gup
