#include "workspace/new_ids.hpp"

#include "common/text.hpp"

namespace emulator {

// Ids of different customers must differ although each customer has its own counter.
NewIds::NewIds(const std::string& customer_id)
    : next_(hash_ignoring_case(customer_id) % 1'000'000'007ull * 1'000'000ull) {}

std::string NewIds::number() {
  // 21 digits that look like Google's; the multiplier is odd, so that no number repeats within 10^18.
  const std::uint64_t scattered = ++next_ * 387'420'489'000'001ull % 1'000'000'000'000'000'000ull;
  const std::string digits = std::to_string(scattered);
  std::string id(21 - digits.size(), '0');
  id.front() = '1';
  return id.append(digits);
}

std::string NewIds::text(int length, std::uint64_t step) {
  static const char* const kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::uint64_t rest = hash_ignoring_case(number());
  std::string text;
  for (int i = 0; i < length; ++i, rest /= step) text += kDigits[rest % 36];
  return text;
}

}  // namespace emulator
