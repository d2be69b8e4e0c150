#include "metrics/metrics_reader.hpp"

#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "database/host_database.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_calls.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "runtime.hpp"

namespace sample_host {
namespace {

const std::string kHost{MetricRegistry::kHost};

}  // namespace

MetricsReader::MetricsReader(HostRuntime& host, std::function<WebLoad()> web,
                             std::chrono::milliseconds patience, TablesReading tables)
    : host_(host), web_(std::move(web)), patience_(patience), tables_(std::move(tables)), thread_([this] {
        read_on_demand();
      }) {}

MetricsReader::~MetricsReader() {
  stop();
}

void MetricsReader::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void MetricsReader::read_on_demand() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || wanted_ > done_; });
    if (stopping_) return;
    lock.unlock();
    read_host();
    for (const auto* plugin : host_.plugins().catalog.plugins()) read_plugin(*plugin);
    lock.lock();
    ++done_;
    latest_ = std::exchange(current_, {});
    changed_.notify_all();
  }
}

void MetricsReader::read_host() {
  std::vector<host_sdk::MetricSample> read;
  try {
    tables_(host_, read);
  } catch (const std::exception& error) {
    note(kHost, error.what());
    return;
  }
  publish(kHost, std::move(read));
}

void MetricsReader::read_plugin(const LoadedPlugin& plugin) {
  const auto& sources = plugin.loaded.hooks().metric_sources;
  if (sources.empty()) return;
  const std::string& id = plugin.info.id;
  // A plugin that hangs keeps the thread of the call, and with it the samples.
  const auto read = std::make_shared<std::vector<host_sdk::MetricSample>>();
  const auto limit = patience_ * 4 / 5;
  const auto answer =
      host_.plugins().pages.calls().call(id, CallLimit{"metrics", limit, limit, 1, 1}, "", [read, sources] {
        for (auto* source : sources)
          if (auto result = source->collect(*read); !result.done()) return result;
        return host_sdk::Result::ok();
      });
  if (!answer)
    note(id, "it did not answer in time");
  else if (!answer->result.done())
    note(id, answer->result.sentence);
  else
    publish(id, std::move(*read));
}

void MetricsReader::publish(const std::string& owner, std::vector<host_sdk::MetricSample> samples) {
  failed_.erase(owner);
  const std::lock_guard lock(mutex_);
  current_[owner] = std::move(samples);
}

void MetricsReader::note(const std::string& owner, const std::string& failure) {
  if (!failed_.insert(owner).second) return;
  const std::string source = owner == kHost ? "host" : owner;
  host_.log().warning("", LogLine("metrics_not_read").with("source", source).with("reason", failure));
}

MetricsReader::Samples MetricsReader::wait_for_samples() {
  std::unique_lock lock(mutex_);
  if (stopping_) return {};
  const std::uint64_t mine = done_ + 1;
  if (wanted_ < mine) wanted_ = mine;
  changed_.notify_all();
  changed_.wait_for(lock, patience_, [&] { return stopping_ || done_ >= mine; });
  return done_ >= mine ? latest_ : current_;
}

std::string MetricsReader::text() {
  Samples samples = wait_for_samples();
  const auto up = [&samples](const std::string& owner) { return samples.contains(owner) ? 1.0 : 0.0; };
  std::vector<host_sdk::MetricSample> states{{"database_up", {}, up(kHost)}};
  for (const auto* plugin : host_.plugins().catalog.plugins())
    if (!plugin->loaded.hooks().metric_sources.empty())
      states.push_back({"plugin_metrics_up", {plugin->info.id}, up(plugin->info.id)});
  auto& host = samples[kHost];
  host.insert(host.end(), states.begin(), states.end());
  read_process(host_, web_(), host);
  return host_.metrics().text(samples);
}

}  // namespace sample_host
