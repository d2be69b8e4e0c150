#include "settings/deployment_settings.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string_view>

#include "host_sdk/network.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "model/settings/setting_names.hpp"

namespace gup {
namespace {

using host_sdk::yaml::Mapping;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

std::string endpoint(const Mapping& endpoints, std::string_view key, const std::string& fallback) {
  std::string url = endpoints.string(key, fallback);
  if (const std::string problem = endpoint_problem(url); !problem.empty())
    throw endpoints.error(key, problem);
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string ca_file(const Mapping& settings) {
  constexpr const char* kKey = "ca_file";
  if (!settings.has(kKey)) return {};
  const auto path = settings.path(kKey);
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) || !std::ifstream(path))
    throw settings.error(kKey, "cannot be read: " + path.string());
  return path;
}

GoogleClientSettings read_google(const Mapping& settings) {
  GoogleClientSettings google;
  google.client_id = settings.string("client_id");
  google.client_secret = settings.secret("client_secret");
  const Mapping endpoints = settings.mapping("endpoints");
  auto& known = google.endpoints;
  known.authorization = endpoint(endpoints, "authorization", known.authorization);
  known.token = endpoint(endpoints, "token", known.token);
  known.revocation = endpoint(endpoints, "revocation", known.revocation);
  known.directory = endpoint(endpoints, "directory", known.directory);
  google.ca_file = ca_file(settings);
  google.requests_per_minute =
      static_cast<int>(settings.integer("requests_per_minute", {1, 100'000}, google.requests_per_minute));
  if (settings.has("project_requests_per_minute"))
    google.project_requests_per_minute =
        static_cast<int>(settings.integer("project_requests_per_minute", {1, 10'000'000}));
  google.concurrency = static_cast<int>(settings.integer("concurrency", {1, 64}, google.concurrency));
  return google;
}

LeavingSteps read_leaving_steps(const Mapping& sync) {
  const auto step = [&sync](const char* key, OnLeaving otherwise) {
    return *from_name<OnLeaving>(
        sync.choice(key, {"delete", "deactivate", "deactivate_then_delete"}, to_name(otherwise)));
  };
  LeavingSteps steps = step("on_leaving", OnLeaving::delete_);
  steps.left = step("on_leaving_left", steps.left);
  steps.suspended = step("on_leaving_suspended", steps.suspended);
  steps.deselected = step("on_leaving_deselected", steps.deselected);
  steps.delete_after_days = static_cast<int>(sync.integer(
      "delete_after_days", {kFewestDaysToDeletion, kMostDaysToDeletion}, steps.delete_after_days));
  return steps;
}

SyncSettings read_defaults(const Mapping& sync) {
  SyncSettings defaults;
  const Mapping limit = sync.mapping("removal_limit");
  auto& removals = defaults.removal_limit;
  removals.percent = static_cast<int>(limit.integer("percent", {0, 100}, removals.percent));
  removals.at_least = static_cast<int>(limit.integer("at_least", {1, 1'000'000}, removals.at_least));
  removals.within = limit.duration("within", {hours{1}, days{90}}, removals.within);
  defaults.on_leaving = read_leaving_steps(sync);
  defaults.suspended_users =
      *from_name<SuspendedUsers>(sync.choice("suspended_users", {"leave_out", "include"}, "leave_out"));
  defaults.existing_users =
      *from_name<ExistingUsers>(sync.choice("existing_users", {"adopt", "skip"}, "adopt"));
  return defaults;
}

}  // namespace

std::string endpoint_problem(const std::string& url) {
  const bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) return "must start with https://";
  if (std::any_of(url.begin(), url.end(), [](unsigned char c) { return c <= ' ' || c == 0x7F; }))
    return "must not contain spaces or control characters";
  if (url.find_first_of("?#@\\") != std::string::npos)
    return "must not contain a user name, a query or a fragment";
  const std::size_t start = secure ? 8 : 7;
  const std::string host(
      host_sdk::host_of(std::string_view(url).substr(start, url.find('/', start) - start)));
  if (host.empty()) return "has no host";
  if (!secure && !host_sdk::is_loopback(host))
    return "must be https: plain http is allowed for loopback addresses only";
  return {};
}

DeploymentSettings read_deployment_settings(const std::filesystem::path& file,
                                            std::chrono::seconds default_every) {
  const Mapping root = host_sdk::yaml::read_file(file);
  DeploymentSettings settings;
  settings.google = read_google(root.mapping("google"));
  const Mapping sync = root.mapping("sync");
  settings.every = sync.duration("every", {minutes{1}, days{31}}, default_every);
  settings.defaults = read_defaults(sync);
  root.finish();
  return settings;
}

}  // namespace gup
