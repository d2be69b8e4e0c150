#include "web/times.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

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
