#include "model/target_fields.hpp"

#include "model/fingerprint.hpp"

namespace gup {
namespace {

void append(std::string& bytes, std::string_view text) {
  const std::uint64_t length = text.size();
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((length >> shift) & 0xFF);
  bytes += text;
}

}  // namespace

const std::string& target_field_columns() {
  static const std::string kColumns = [] {
    std::string columns;
    for (const TargetField& field : kTargetFields)
      columns.append(columns.empty() ? "" : ", ").append(field.column);
    return columns;
  }();
  return kColumns;
}

std::int64_t content_hash(const TargetFields& fields, const FieldSet& unknown) {
  std::string bytes;
  bytes.reserve(256);
  for (const TargetField& field : kTargetFields) {
    const std::string* value = field.find(fields);
    // A byte distinguishes an absent field from an empty one.
    if (field.required == nullptr) bytes += value != nullptr ? '\1' : '\0';
    if (value != nullptr) append(bytes, *value);
  }
  for (std::size_t i = 0; i < unknown.size(); ++i)
    if (unknown[i]) bytes += static_cast<char>(i);
  return fingerprint(bytes);
}

}  // namespace gup
