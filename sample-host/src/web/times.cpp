#include "web/times.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host::web {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::string past(seconds ago) {
  if (ago < seconds{60}) return tr("just now");
  if (ago < hours{1})
    return tr_count("{count} minute ago", "{count} minutes ago", duration_cast<minutes>(ago).count());
  if (ago < hours{24})
    return tr_count("{count} hour ago", "{count} hours ago", duration_cast<hours>(ago).count());
  return tr_count("{count} day ago", "{count} days ago", ago / hours{24});
}

std::string future(seconds until) {
  if (until < seconds{60}) return tr("in less than a minute");
  const auto whole_minutes = duration_cast<minutes>(until).count();
  if (until < hours{1}) return tr("in {minutes} min", {{"minutes", whole_minutes}});
  if (until >= hours{48}) return tr_count("in {count} day", "in {count} days", until / hours{24});
  if (whole_minutes % 60 == 0) return tr("in {hours} h", {{"hours", whole_minutes / 60}});
  return tr("in {hours} h {minutes} min", {{"hours", whole_minutes / 60}, {"minutes", whole_minutes % 60}});
}

std::optional<int> number_in(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// The start of the day that `text` ends with, written like `day_text`: "28 Nov 2026"; and where it begins.
std::optional<std::pair<host_sdk::Timestamp, std::size_t>> day_at_end(std::string_view text) {
  const auto before_year = text.rfind(' ');
  if (before_year == std::string_view::npos || before_year == 0) return std::nullopt;
  const auto before_month = text.rfind(' ', before_year - 1);
  if (before_month == std::string_view::npos || before_month == 0) return std::nullopt;
  // A word may stand before the day.
  const auto before_day = text.find_last_not_of("0123456789", before_month - 1);
  const std::size_t begin = before_day == std::string_view::npos ? 0 : before_day + 1;
  const auto day = number_in(text.substr(begin, before_month - begin));
  const auto year = number_in(text.substr(before_year + 1));
  if (!day || !year || *year < 1970 || *year > 9999) return std::nullopt;
  for (unsigned month = 1; month <= 12; ++month) {
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{month},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) continue;
    const host_sdk::Timestamp at{std::chrono::sys_days{date}};
    if (host_sdk::day_text(at) == text.substr(begin)) return std::pair(at, begin);
  }
  return std::nullopt;
}

struct TimeInText {
  host_sdk::Timestamp at{};
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The first time from `from` on that is written like `absolute_time`.
std::optional<TimeInText> find_time(std::string_view text, std::size_t from) {
  constexpr std::string_view kZone = " UTC";
  constexpr std::size_t kClock = std::string_view("21:30").size();
  for (auto zone = text.find(kZone, from); zone != std::string_view::npos;
       zone = text.find(kZone, zone + 1)) {
    if (zone < from + kClock) continue;
    const std::string_view clock = text.substr(zone - kClock, kClock);
    const auto hour = number_in(clock.substr(0, 2));
    const auto minute = number_in(clock.substr(3));
    if (clock[2] != ':' || !hour || !minute || *hour > 23 || *minute > 59) continue;
    std::string_view before = text.substr(from, zone - kClock - from);
    for (const char c : {' ', ','})
      if (before.ends_with(c)) before.remove_suffix(1);
    if (const auto day = day_at_end(before))
      return TimeInText{day->first + hours{*hour} + minutes{*minute}, from + day->second,
                        zone + kZone.size()};
  }
  return std::nullopt;
}

}  // namespace

std::string relative_time(host_sdk::Timestamp at, host_sdk::Timestamp now) {
  const auto ago = duration_cast<seconds>(now - at);
  if (ago > hours{24 * 7} || ago < -hours{24 * 7}) return host_sdk::day_text(at);
  return at <= now ? past(ago) : future(-ago);
}

std::string absolute_time(host_sdk::Timestamp at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 24> clock{};
  std::snprintf(clock.data(), clock.size(), "%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return tr_in("date", "{day}, {time} UTC", {{"day", host_sdk::day_text(at)}, {"time", clock.data()}});
}

void draw_words(Html& html, std::string_view text) {
  std::size_t drawn = 0;
  while (const auto found = find_time(text, drawn)) {
    html.text(text.substr(drawn, found->begin - drawn));
    html.raw("<time data-absolute").attr("datetime", host_sdk::to_rfc3339(found->at)).raw(">");
    html.text(text.substr(found->begin, found->end - found->begin)).raw("</time>");
    drawn = found->end;
  }
  html.text(text.substr(drawn));
}

void draw_with_time(Html& html, std::string_view text, host_sdk::Timestamp at, host_sdk::Timestamp now) {
  constexpr std::string_view kPlace = "{time}";
  const auto place = std::min(text.find(kPlace), text.size());
  html.text(text.substr(0, place));
  if (place == text.size()) return;
  draw_time(html, at, now);
  html.text(text.substr(place + kPlace.size()));
}

void draw_time(Html& html, host_sdk::Timestamp at, host_sdk::Timestamp now) {
  html.raw("<time").attr("datetime", host_sdk::to_rfc3339(at)).attr("title", absolute_time(at));
  html.raw(" data-relative>").text(relative_time(at, now)).raw("</time>");
}

}  // namespace sample_host::web
