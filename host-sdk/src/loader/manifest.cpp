#include "host_sdk/loader/manifest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "host_sdk/loader/load_error.hpp"
#include "host_sdk/network.hpp"
#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::loader {
namespace {

constexpr std::array<std::pair<std::string_view, HookKind>, 3> kHookNames{{
    {"settings_page", HookKind::settings_page},
    {"scheduled_task", HookKind::scheduled_task},
    {"user_provider", HookKind::user_provider},
}};

// The capacities of the entry block's fields, without the final NUL.
constexpr std::size_t kLongestId = 63;
constexpr std::size_t kLongestVersion = 31;
constexpr std::size_t kLongestName = 80;

bool is_id(std::string_view text) {
  return text.size() <= kLongestId && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

/// Removes a decimal number from the front of `text` and returns it.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

/// A version as in Semantic Versioning 2.0.0: three numbers, then optionally '-' or '+' and a suffix.
bool is_version(std::string_view text) {
  if (text.size() > kLongestVersion) return false;
  if (!take_number(text) || !take_dot(text) || !take_number(text) || !take_dot(text) || !take_number(text))
    return false;
  if (text.empty()) return true;
  return text.size() > 1 && (text.front() == '-' || text.front() == '+') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                  c == '-' || c == '+';
         });
}

SdkVersion read_sdk(const yaml::Mapping& manifest) {
  const std::string written = manifest.string("sdk");
  if (written.starts_with('@'))
    throw manifest.error("sdk",
                         "is not filled in: the build writes the manifest with its version, into its folder");
  std::string_view text = written;
  const auto major = take_number(text);
  const bool dot = take_dot(text);
  const auto minor = take_number(text);
  if (!major || !dot || !minor || !text.empty())
    throw manifest.error("sdk", "must be the major and the minor version of the SDK, such as 1.0");
  return {*major, *minor};
}

std::vector<HookKind> read_hooks(const yaml::Mapping& manifest) {
  std::vector<HookKind> hooks;
  for (const std::string& word : manifest.strings("hooks")) {
    const auto* known = std::find_if(kHookNames.begin(), kHookNames.end(),
                                     [&](const auto& candidate) { return candidate.first == word; });
    if (known == kHookNames.end())
      throw manifest.error("hooks",
                           "'" + word + "' is not one of settings_page, scheduled_task, user_provider");
    if (std::find(hooks.begin(), hooks.end(), known->second) != hooks.end())
      throw manifest.error("hooks", "'" + word + "' is listed twice");
    hooks.push_back(known->second);
  }
  if (hooks.empty()) throw manifest.error("hooks", "must name at least one hook");
  return hooks;
}

std::vector<std::string> read_origins(const yaml::Mapping& manifest) {
  std::vector<std::string> origins;
  for (const std::string& written : manifest.strings("redirect_origins")) {
    const auto origin = origin_of(written);
    const auto scheme_end = written.find("://");
    if (!origin || written.find_first_of("/?#\\", scheme_end + 3) != std::string::npos)
      throw manifest.error("redirect_origins",
                           "'" + written + "' is not an origin such as https://accounts.example.com");
    if (!is_trustworthy(*origin))
      throw manifest.error("redirect_origins",
                           "'" + written + "' must be https, since its address is not loopback");
    origins.push_back(*origin);
  }
  return origins;
}

/// Returns the value at a dotted path in a settings file, or "". The plugin reports errors in its settings
/// file itself.
std::string setting_at(const std::filesystem::path& settings, std::string_view path) {
  if (settings.empty()) return {};
  try {
    auto mapping = yaml::read_file(settings);
    for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
      const auto key = path.substr(0, dot);
      if (!mapping.has(key)) return {};
      mapping = mapping.mapping(key);
      path.remove_prefix(dot + 1);
    }
    return mapping.has(path) ? mapping.string(path) : std::string{};
  } catch (const yaml::YamlError&) {
    return {};
  }
}

}  // namespace

std::string_view name_of(HookKind hook) {
  return kHookNames[static_cast<std::size_t>(hook)].first;
}

PluginManifest read_manifest(const std::filesystem::path& file) {
  const yaml::Mapping document = yaml::read_file(file);
  PluginManifest manifest;
  manifest.file = file;
  manifest.id = document.string("id");
  if (!is_id(manifest.id)) throw document.error("id", "must be 1 to 63 characters of a-z, 0-9 and '-'");
  manifest.name = document.string("name");
  if (manifest.name.size() > kLongestName) throw document.error("name", "must be at most 80 bytes long");
  manifest.version = document.string("version");
  if (!is_version(manifest.version))
    throw document.error("version", "must be a version such as 1.0.0, at most 31 characters long");
  manifest.sdk = read_sdk(document);
  manifest.library = document.string("library");
  manifest.hooks = read_hooks(document);
  manifest.redirect_origins = read_origins(document);
  manifest.redirect_origin_settings = document.strings("redirect_origin_settings");
  manifest.schedule =
      document.duration("schedule", {std::chrono::minutes{1}, std::chrono::days{31}}, std::chrono::hours{24});
  document.finish();
  return manifest;
}

std::filesystem::path find_library(const PluginManifest& manifest,
                                   const std::vector<std::filesystem::path>& folders) {
  const std::filesystem::path own_folder = std::filesystem::absolute(manifest.file).parent_path();
  const bool is_bare = manifest.library.find('/') == std::string::npos;
  std::vector<std::filesystem::path> candidates{own_folder / manifest.library};
  if (is_bare)
    for (const auto& folder : folders)
      candidates.push_back(std::filesystem::absolute(folder) / manifest.library);

  std::string looked_at;
  for (const auto& candidate : candidates) {
    std::error_code unreadable_counts_as_absent;
    const auto path = candidate.lexically_normal();
    if (std::filesystem::exists(path, unreadable_counts_as_absent)) return path;
    looked_at += (looked_at.empty() ? "" : ", ") + path.parent_path().string();
  }
  throw LoadError(manifest.file, "its library " + manifest.library + " is not in " + looked_at +
                                     ": copy it there, or correct the manifest's key 'library'");
}

std::vector<std::string> redirect_origins(const PluginManifest& manifest,
                                          const std::filesystem::path& settings) {
  auto origins = manifest.redirect_origins;
  for (const auto& path : manifest.redirect_origin_settings) {
    const auto origin = origin_of(setting_at(settings, path));
    if (origin && is_trustworthy(*origin)) origins.push_back(*origin);
  }
  std::sort(origins.begin(), origins.end());
  origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
  return origins;
}

}  // namespace host_sdk::loader
