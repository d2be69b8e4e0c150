#include "host_sdk/time.hpp"

#include <array>
#include <cstdio>

namespace host_sdk {
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

std::string to_day(Timestamp at) {
  constexpr std::array kEnglishMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         kEnglishMonths[(static_cast<unsigned>(date.month()) - 1) % kEnglishMonths.size()] + " " +
         std::to_string(static_cast<int>(date.year()));
}

}  // namespace host_sdk
