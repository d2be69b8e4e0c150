#include "metrics/metrics_reader.hpp"

#include "database/host_database.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"

namespace sample_host {
namespace {

const std::string kHost{MetricRegistry::kHost};

}  // namespace

MetricsReader::MetricsReader(HostRuntime& host, std::function<WebLoad()> web,
                             std::chrono::milliseconds patience)
    : host_(host), web_(std::move(web)), patience_(patience), thread_([this] { read_on_demand(); }) {}

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
    reading_ = true;
    lock.unlock();
    Samples samples = read_slowly();
    lock.lock();
    reading_ = false;
    ++done_;
    latest_ = std::move(samples);
    changed_.notify_all();
  }
}

MetricsReader::Samples MetricsReader::read_slowly() {
  Samples samples;
  auto& host = samples[kHost];
  double up = 1;
  try {
    read_tables(host_, host);
    note(kHost, "");
  } catch (const SqlError& error) {
    host.clear();
    up = 0;
    note(kHost, error.what());
  }
  host.push_back({"database_up", {}, up});
  read_plugins(samples);
  return samples;
}

void MetricsReader::read_plugins(Samples& samples) {
  for (const auto* plugin : host_.plugins().catalog.plugins()) {
    const std::string& id = plugin->info.id;
    const auto& sources = plugin->loaded.hooks().metric_sources;
    if (sources.empty()) continue;
    std::vector<host_sdk::MetricSample> read;
    std::string failure;
    for (auto* source : sources) {
      const auto answer =
          host_.plugins().catalog.guard().call(id, "metrics", "", [&] { return source->collect(read); });
      if (!answer.result.done()) failure = answer.result.sentence;
    }
    note(id, failure);
    samples[kHost].push_back({"plugin_metrics_up", {id}, failure.empty() ? 1.0 : 0.0});
    if (failure.empty()) samples[id] = std::move(read);
  }
}

void MetricsReader::note(const std::string& source, const std::string& failure) {
  if (failure.empty()) {
    failed_.erase(source);
  } else if (failed_.insert(source).second) {
    host_.log().warning("", LogLine("metrics_not_read").with("source", source).with("reason", failure));
  }
}

std::optional<MetricsReader::Samples> MetricsReader::wait_for_samples() {
  std::unique_lock lock(mutex_);
  if (stopping_) return std::nullopt;
  const std::uint64_t mine = done_ + 1;
  if (wanted_ < mine) wanted_ = mine;
  changed_.notify_all();
  if (!changed_.wait_for(lock, patience_, [&] { return stopping_ || done_ >= mine; }) || done_ < mine)
    return std::nullopt;
  return latest_;
}

std::string MetricsReader::text() {
  auto read = wait_for_samples();
  Samples samples = read ? std::move(*read) : Samples{};
  auto& host = samples[kHost];
  if (!read) {
    host.push_back({"database_up", {}, 0});
    for (const auto* plugin : host_.plugins().catalog.plugins())
      host.push_back({"plugin_metrics_up", {plugin->info.id}, 0});
  }
  read_process(host_, web_(), host);
  return host_.metrics().text(samples);
}

}  // namespace sample_host
