#include "google/transport/backoff.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>

namespace gup::google {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr int kMaxDoublings = 5;
/// Google does not document Retry-After for the directory. Its quotas are per minute, so a minute is enough,
/// and an absurd value cannot stop a run for a day.
constexpr seconds kMaxHonored{60};
constexpr seconds kMaxRetryAfter = std::chrono::hours{6};

milliseconds at_least(milliseconds delay, std::optional<seconds> retry_after) {
  if (!retry_after) return delay;
  return std::max<milliseconds>(delay, std::min(*retry_after, kMaxHonored));
}

std::optional<host_sdk::Timestamp> read_http_date(std::string_view text) {
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  std::tm parts{};
  stream >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT");
  if (stream.fail()) return std::nullopt;
  using namespace std::chrono;
  const year_month_day day{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon) + 1},
                           std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
  if (!day.ok()) return std::nullopt;
  return sys_days{day} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

}  // namespace

milliseconds backoff(int retry, double random, std::optional<seconds> retry_after) {
  const milliseconds doubled = seconds{1} * (1 << std::clamp(retry, 0, kMaxDoublings));
  return at_least(doubled + milliseconds{std::lround(random * 1000)}, retry_after);
}

milliseconds token_backoff(int retry, double random, std::optional<seconds> retry_after) {
  const double doubled = 1000.0 * (1 << std::clamp(retry, 0, kMaxDoublings));
  return at_least(milliseconds{std::lround(doubled * (0.9 + 0.2 * random))}, retry_after);
}

std::optional<seconds> read_retry_after(std::string_view header, host_sdk::Timestamp now) {
  if (header.empty()) return std::nullopt;
  if (header.find_first_not_of("0123456789") == std::string_view::npos) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), number);
    if (error == std::errc::result_out_of_range) return kMaxRetryAfter;
    return std::min(seconds{number}, kMaxRetryAfter);
  }
  const auto date = read_http_date(header);
  if (!date) return std::nullopt;
  return std::clamp(std::chrono::ceil<seconds>(*date - now), seconds{0}, kMaxRetryAfter);
}

}  // namespace gup::google
