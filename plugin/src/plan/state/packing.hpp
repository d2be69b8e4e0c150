// Values one after the other in a piece of bytes: a third of what they take as strings of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gup::plan {

class Packer {
 public:
  void byte(char value) { bytes_ += value; }
  void text(std::string_view value) {
    length(value.size() + 1);
    bytes_ += value;
  }
  void text(const std::optional<std::string>& value) {
    if (value)
      text(std::string_view(*value));
    else
      null();
  }
  void null() { length(0); }
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

/// Reads what a `Packer` wrote, in the same order. The texts lie where the bytes do.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  char byte() {
    const char value = rest_.front();
    rest_.remove_prefix(1);
    return value;
  }

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

}  // namespace gup::plan
