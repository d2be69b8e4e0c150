#include "bench.hpp"

#include <cstdlib>
#include <cstring>
#include <system_error>

#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::check {
namespace {

std::filesystem::path new_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "hostsdk-check-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), "cannot make the folder " + pattern);
  return pattern;
}

}  // namespace

Bench::Bench(const Options& options, Channel& channel)
    : options_(options), channel_(channel), folder_(new_folder()), host_(folder_) {}

const loader::PluginManifest& Bench::manifest() {
  if (!manifest_) {
    try {
      manifest_ = loader::read_manifest(options_.manifest);
    } catch (const yaml::YamlError& error) {
      problem(error.what());
      throw EndOfRule{};
    }
    host_.use(*manifest_);
  }
  return *manifest_;
}

std::filesystem::path Bench::library() {
  return loader::find_library(manifest(), options_.library_folders);
}

loader::LoadedPlugin& Bench::load() {
  if (!plugin_) {
    loader_.emplace(options_.library_folders);
    channel_.calling("load", options_.scaled(std::chrono::seconds{30}));
    try {
      plugin_ = loader_->load(manifest());
    } catch (const loader::LoadError& error) {
      problem(error.what());
      throw EndOfRule{};
    }
  }
  return *plugin_;
}

loader::LoadedPlugin& Bench::start() {
  auto& plugin = load();
  if (plugin.started()) return plugin;
  const auto settings =
      options_.settings.empty() ? "" : std::filesystem::absolute(options_.settings).string();
  const auto result = call(kStart, [&] { return plugin.start(host_, settings); });
  if (result && !result->done()) problem("start() failed: " + result->sentence);
  if (!plugin.started()) throw EndOfRule{};
  return plugin;
}

void Bench::skip(std::string_view reason) {
  channel_.skipped(reason);
  throw EndOfRule{};
}

void Bench::note_time(Call what, std::chrono::milliseconds took) {
  if (!what.limited) return;
  auto& time = times_[std::string(what.name)];
  time.first = std::max(time.first, took);
  time.second = options_.scaled(what.limit);
}

void Bench::remove_files() {
  std::error_code ignored_in_a_process_that_ends;
  std::filesystem::remove_all(folder_, ignored_in_a_process_that_ends);
}

}  // namespace host_sdk::check
