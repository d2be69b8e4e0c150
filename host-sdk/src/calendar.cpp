#include "host_sdk/optional_services/calendar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace host_sdk {
namespace {

using std::chrono::local_days;
using std::chrono::year_month_day;

constexpr std::string_view kTo = " to ";
constexpr std::size_t kDayLength = std::string_view("2026-12-24").size();
constexpr year_month_day kFirstDay{std::chrono::year{1970} / 1 / 1};
constexpr year_month_day kLastDay{std::chrono::year{2199} / 12 / 31};

std::string day_text(local_days day) {
  const year_month_day date{day};
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<unsigned> number_in(std::string_view digits) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<local_days> day_in(std::string_view text) {
  if (text.size() != kDayLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_in(text.substr(0, 4));
  const auto month = number_in(text.substr(5, 2));
  const auto day = number_in(text.substr(8));
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                            std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return local_days{date};
}

}  // namespace

std::string to_text(const DateRange& range) {
  std::string text = day_text(range.first);
  if (range.last != range.first) text.append(kTo).append(day_text(range.last));
  return text;
}

std::optional<DateRange> date_range_of(std::string_view text) {
  const auto separator = text.find(kTo);
  const auto first = day_in(text.substr(0, separator));
  const auto last = separator == std::string_view::npos ? first : day_in(text.substr(separator + kTo.size()));
  if (!first || !last) return std::nullopt;
  return DateRange{*first, *last};
}

std::vector<DateRange> joined(std::vector<DateRange> ranges) {
  std::ranges::sort(ranges, {}, &DateRange::first);
  std::vector<DateRange> joined;
  for (const DateRange& range : ranges) {
    if (!joined.empty() && range.first <= joined.back().last + std::chrono::days{1})
      joined.back().last = std::max(joined.back().last, range.last);
    else
      joined.push_back(range);
  }
  return joined;
}

std::string date_problem(const std::vector<DateRange>& ranges) {
  if (ranges.size() > kMostDateRanges)
    return "There are more than " + std::to_string(kMostDateRanges) + " quiet dates.";
  for (const DateRange& range : ranges) {
    if (range.last < range.first) return to_text(range) + " ends before it begins.";
    if (range.first < local_days{kFirstDay} || range.last > local_days{kLastDay})
      return to_text(range) + " is not between 1970 and 2199.";
    if (range.last - range.first >= kLongestDateRange)
      return to_text(range) + " is longer than " + std::to_string(kLongestDateRange.count()) + " days.";
  }
  return {};
}

}  // namespace host_sdk
