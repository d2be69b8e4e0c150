#include "plan/packed_row.hpp"

#include <cstdint>
#include <cstring>
#include <optional>

namespace gup::plan {
namespace {

class Packer {
 public:
  void text(std::string_view value) {
    length(value.size() + 1);
    bytes_ += value;
  }
  void text(const std::optional<std::string>& value) {
    if (value)
      text(std::string_view(*value));
    else
      length(0);
  }
  void number(std::int64_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  [[nodiscard]] std::string take() {
    bytes_.shrink_to_fit();
    return std::move(bytes_);
  }

 private:
  /// Seven bits a byte, the lower ones first; the eighth says that more follow. Nearly always one byte.
  void length(std::size_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }

  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::optional<std::string_view> text() {
    const std::size_t size = length();
    if (size == 0) return std::nullopt;
    const auto value = rest_.substr(0, size - 1);
    rest_.remove_prefix(size - 1);
    return value;
  }
  void into(std::string& value) { value = text().value_or(""); }
  void into(std::optional<std::string>& value) {
    if (const auto found = text()) value.emplace(*found);
  }
  std::int64_t number() {
    std::int64_t value = 0;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }

 private:
  std::size_t length() {
    std::size_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::size_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
  }

  std::string_view rest_;
};

void pack(const TargetFields& fields, Packer& packer) {
  packer.text(std::string_view(fields.email));
  packer.text(std::string_view(fields.first_name));
  packer.text(std::string_view(fields.last_name));
  packer.text(fields.department);
  packer.text(fields.job_title);
  packer.text(fields.phone_number);
  packer.text(fields.manager_email);
  packer.text(fields.preferred_language);
  packer.text(fields.location);
}

void unpack(Unpacker& unpacker, TargetFields& fields) {
  unpacker.into(fields.email);
  unpacker.into(fields.first_name);
  unpacker.into(fields.last_name);
  unpacker.into(fields.department);
  unpacker.into(fields.job_title);
  unpacker.into(fields.phone_number);
  unpacker.into(fields.manager_email);
  unpacker.into(fields.preferred_language);
  unpacker.into(fields.location);
}

}  // namespace

std::string packed(const TargetFields& fields) {
  Packer packer;
  pack(fields, packer);
  return packer.take();
}

TargetFields unpacked_fields(PackedFields bytes) {
  Unpacker unpacker(bytes);
  TargetFields fields;
  unpack(unpacker, fields);
  return fields;
}

std::string_view email_in(PackedFields bytes) {
  return Unpacker(bytes).text().value_or("");
}

std::string packed(const HostRow& row) {
  Packer packer;
  packer.number(row.id);
  packer.number(row.updated_at);
  packer.text(std::string_view(row.email_key));
  packer.text(std::string_view(row.provider));
  packer.text(row.external_id);
  packer.text(std::string_view(row.status));
  pack(row.fields, packer);
  return packer.take();
}

HostRow unpacked_row(PackedRow bytes) {
  Unpacker unpacker(bytes);
  HostRow row;
  row.id = unpacker.number();
  row.updated_at = unpacker.number();
  unpacker.into(row.email_key);
  unpacker.into(row.provider);
  unpacker.into(row.external_id);
  unpacker.into(row.status);
  unpack(unpacker, row.fields);
  return row;
}

std::int64_t row_id_in(PackedRow bytes) {
  return Unpacker(bytes).number();
}

std::int64_t updated_at_in(PackedRow bytes) {
  Unpacker unpacker(bytes);
  (void)unpacker.number();
  return unpacker.number();
}

RowKeys row_keys_in(PackedRow bytes) {
  Unpacker unpacker(bytes);
  (void)unpacker.number();
  (void)unpacker.number();
  RowKeys keys;
  keys.email_key = unpacker.text().value_or("");
  keys.provider = unpacker.text().value_or("");
  keys.external_id = unpacker.text();
  return keys;
}

}  // namespace gup::plan
