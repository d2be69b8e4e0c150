#pragma once

#include <cstdint>
#include <string>

/// New ids that look like Google's.
namespace emulator {

class NewIds {
 public:
  /// Ids of different customers differ.
  explicit NewIds(const std::string& customer_id);

  /// A number of 21 digits.
  std::string number();
  /// Digits and lower-case letters. `step`: by what the number is divided for the next one.
  std::string text(int length, std::uint64_t step);

 private:
  std::uint64_t next_;
};

}  // namespace emulator
