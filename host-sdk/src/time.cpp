#include "host_sdk/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace host_sdk {
namespace {

using std::chrono::microseconds;

/// Removes exactly `digits` digits from the front of `text`.
bool take_number(std::string_view& text, std::size_t digits, int& value) {
  if (text.size() < digits) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits || value < 0) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool take_fraction(std::string_view& text, microseconds& fraction) {
  if (!take(text, ".")) return true;
  int scale = 100'000;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    fraction += microseconds{(text.front() - '0') * scale};
    scale /= 10;
    text.remove_prefix(1);
    ++digits;
  }
  return digits >= 1 && digits <= 9;
}

bool take_offset(std::string_view& text, std::chrono::minutes& offset) {
  if (take(text, "Zz")) return true;
  const bool west = !text.empty() && text.front() == '-';
  int hours = 0;
  int minutes = 0;
  if (!take(text, "+-") || !take_number(text, 2, hours) || !take(text, ":") ||
      !take_number(text, 2, minutes) || hours > 23 || minutes > 59)
    return false;
  offset = std::chrono::minutes{hours * 60 + minutes} * (west ? -1 : 1);
  return true;
}

}  // namespace

std::string to_rfc3339(Timestamp at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 48> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Timestamp> from_rfc3339(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  microseconds fraction{0};
  std::chrono::minutes offset{0};
  const bool complete = take_number(text, 4, year) && take(text, "-") && take_number(text, 2, month) &&
                        take(text, "-") && take_number(text, 2, day) && take(text, "Tt ") &&
                        take_number(text, 2, hour) && take(text, ":") && take_number(text, 2, minute) &&
                        take(text, ":") && take_number(text, 2, second) && take_fraction(text, fraction) &&
                        take_offset(text, offset) && text.empty();
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  // RFC 3339 allows a leap second (60); it becomes the start of the next minute.
  if (!complete || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second} + fraction - offset;
}

}  // namespace host_sdk
