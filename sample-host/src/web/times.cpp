#include "web/times.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host::web {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::string past(seconds ago) {
  if (ago < seconds{60}) return "just now";
  if (ago < hours{1})
    return host_sdk::counted(duration_cast<minutes>(ago).count(), "minute", "minutes") + " ago";
  if (ago < hours{24}) return host_sdk::counted(duration_cast<hours>(ago).count(), "hour", "hours") + " ago";
  return host_sdk::counted(ago / hours{24}, "day", "days") + " ago";
}

std::string future(seconds until) {
  if (until < seconds{60}) return "in less than a minute";
  const auto whole_minutes = duration_cast<minutes>(until).count();
  if (until < hours{1}) return "in " + std::to_string(whole_minutes) + " min";
  if (until >= hours{48}) return "in " + host_sdk::counted(until / hours{24}, "day", "days");
  std::string text = "in " + std::to_string(whole_minutes / 60) + " h";
  if (whole_minutes % 60 != 0) text += " " + std::to_string(whole_minutes % 60) + " min";
  return text;
}

}  // namespace

std::string relative_time(host_sdk::Timestamp at, host_sdk::Timestamp now) {
  const auto ago = duration_cast<seconds>(now - at);
  if (ago > hours{24 * 7} || ago < -hours{24 * 7}) return host_sdk::to_day(at);
  return at <= now ? past(ago) : future(-ago);
}

std::string absolute_time(host_sdk::Timestamp at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 24> clock{};
  std::snprintf(clock.data(), clock.size(), ", %02d:%02d UTC", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return host_sdk::to_day(at) + clock.data();
}

void draw_time(Html& html, host_sdk::Timestamp at, host_sdk::Timestamp now) {
  html.raw("<time").attr("datetime", host_sdk::to_rfc3339(at)).attr("title", absolute_time(at));
  html.raw(" data-relative>").text(relative_time(at, now)).raw("</time>");
}

}  // namespace sample_host::web
