#include "bench.hpp"

#include <algorithm>
#include <utility>

#include "host_sdk/yaml/strict_reader.hpp"

namespace host_sdk::check {
Bench::Bench(const Options& options, Channel& channel, std::filesystem::path folder)
    : options_(options), channel_(channel), folder_(std::move(folder)), host_(folder_) {}

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

}  // namespace host_sdk::check
