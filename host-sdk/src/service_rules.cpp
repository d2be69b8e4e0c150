#include "host_sdk/service_rules.hpp"

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace host_sdk {
namespace {

/// Of holders, and of the names of people who saved.
constexpr std::size_t kLongestHolder = 255;
constexpr std::chrono::seconds kShortestLifetime{1};
constexpr std::chrono::hours kLongestLifetime{24};
constexpr std::size_t kMostValues = 200;
constexpr std::size_t kLongestValueName = 128;
constexpr std::size_t kMostBytes = 65'536;

std::string described(const LeaseHolder& holder) {
  return holder.holder + " on " + holder.machine + ", since " + to_rfc3339(holder.acquired_at);
}

}  // namespace

std::string lease_problem(std::string_view company_id, std::string_view name) {
  if (!is_company_id(company_id))
    return "No company has the id '" + std::string(company_id) +
           "': ids have 1 to 64 characters of a-z, 0-9, '-', '_'.";
  if (!is_lease_name(name))
    return "A lease cannot have the name '" + std::string(name) +
           "': names have 1 to 64 characters of a-z, 0-9, '-', '_', '.'.";
  return {};
}

std::string holder_problem(std::string_view holder) {
  if (!holder.empty() && is_clean_utf8(holder) && count_code_points(holder) <= kLongestHolder) return {};
  return "The holder of a lease needs a name of 1 to 255 characters of clean UTF-8.";
}

std::string lifetime_problem(std::chrono::seconds lifetime) {
  if (lifetime >= kShortestLifetime && lifetime <= kLongestLifetime) return {};
  return "A lease lasts 1 second to 24 hours, not " + std::to_string(lifetime.count()) + " seconds.";
}

std::string settings_problem(const std::map<std::string, std::string>& values) {
  std::size_t bytes = 0;
  bool well_formed = values.size() <= kMostValues;
  for (const auto& [name, value] : values) {
    bytes += name.size() + value.size();
    well_formed = well_formed && !name.empty() && is_clean_utf8(name) && is_clean_utf8(value) &&
                  count_code_points(name) <= kLongestValueName;
  }
  if (well_formed && bytes <= kMostBytes) return {};
  return "The settings of a company are at most 200 values with names of 1 to 128 characters, and clean "
         "UTF-8 of at most 65,536 bytes in all.";
}

std::string lease_held(std::string_view name, const LeaseHolder& holder) {
  return "The lease '" + std::string(name) + "' is held by " + described(holder) + ", and becomes free at " +
         to_rfc3339(holder.expires_at) + " unless it is renewed.";
}

std::string lease_lost(std::string_view name, const std::optional<LeaseHolder>& holder) {
  const std::string lost = "The lease '" + std::string(name) + "' was lost";
  return holder ? lost + ": it is held by " + described(*holder) + "." : lost + ": it was released.";
}

std::string settings_stale(const SettingsVersion& current) {
  if (!current.saved_at) return "These settings were never saved.";
  return current.saved_by + " saved these settings at " + to_rfc3339(*current.saved_at) +
         ", while you were editing.";
}

std::string saved_by(const Actor& actor) {
  return cut_code_points(actor.name.empty() ? actor.id : actor.name, kLongestHolder);
}

}  // namespace host_sdk
