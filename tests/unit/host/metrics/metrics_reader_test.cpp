// One look at the metrics, with a database or a plugin that does not answer.
#include "metrics/metrics_reader.hpp"

#include <gmock/gmock.h>

#include <future>

#include "fake_plugin.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Source final : public host_sdk::MetricSource {
 public:
  host_sdk::Result collect(std::vector<host_sdk::MetricSample>& samples) override {
    return on_collect(samples);
  }
  std::function<host_sdk::Result(std::vector<host_sdk::MetricSample>&)> on_collect;
};

class Reader : public ::testing::Test {
 protected:
  Reader() {
    plugin.sources = {&source};
    testing::add_to(host.plugins().catalog, plugin);
    EXPECT_TRUE(
        host.metrics().plugin("fake").define({host_sdk::MetricKind::gauge, "size", "Size.", {}, {}}).done());
  }
  static Config config_in(const testing::TemporaryFolder& folder) {
    Config config;
    config.database = testing::sqlite_in(folder);
    config.companies = {{"acme", "Acme Inc."}};
    return config;
  }

  testing::TemporaryFolder folder;
  Source source;
  testing::FakePlugin plugin;
  HostRuntime host{config_in(folder), host_sdk::LogLevel::error};
};

TEST_F(Reader, PublishesWhatHostDatabaseAndPluginsSay) {
  source.on_collect = [](auto& samples) {
    samples.push_back({"size", {}, 5});
    return host_sdk::Result::ok();
  };
  MetricsReader reader(host, [] { return WebLoad{3, 2}; });
  const std::string text = reader.text();
  for (const char* line : {"sample_host_database_up 1\n", "fake_size 5\n", "sample_host_event_streams 2\n",
                           "sample_host_http_requests_in_progress 3\n",
                           "sample_host_plugin_metrics_up{plugin=\"fake\"} 1\n", "sample_host_tasks_due 0\n",
                           "sample_host_plugins{state=\"running\"} 1\n", "sample_host_workers 16\n"})
    EXPECT_THAT(text, HasSubstr(line));
}

TEST_F(Reader, SaysThatAPluginFailedAndPublishesTheRest) {
  source.on_collect = [](auto& samples) {
    samples.push_back({"size", {}, 5});
    return host_sdk::Result::again("The database is away.");
  };
  MetricsReader reader(host, [] { return WebLoad{}; });
  std::string text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_plugin_metrics_up{plugin=\"fake\"} 0\n"));
  EXPECT_THAT(text, Not(HasSubstr("fake_size")));
  EXPECT_THAT(text, HasSubstr("sample_host_database_up 1\n"));

  source.on_collect = [](auto&) -> host_sdk::Result { throw std::runtime_error("it broke"); };
  EXPECT_THAT(reader.text(), HasSubstr("sample_host_plugin_metrics_up{plugin=\"fake\"} 0\n"));
}

TEST_F(Reader, DoesNotWaitForADatabaseThatHangs) {
  std::promise<void> release;
  source.on_collect = [&](auto&) {
    release.get_future().wait();
    return host_sdk::Result::ok();
  };
  MetricsReader reader(
      host, [] { return WebLoad{}; }, std::chrono::milliseconds{0});
  const std::string text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_database_up 0\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_plugin_metrics_up{plugin=\"fake\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_database_sessions{state=\"in_use\"}"));
  release.set_value();
  reader.stop();
  EXPECT_THAT(reader.text(), HasSubstr("sample_host_database_up 0\n")) << "after the stop";
}

TEST_F(Reader, CountsRequestsByKindOfPage) {
  auto& metrics = host.metrics().host();
  count_request(metrics, {}, 200, 0.001);
  count_request(metrics, {"company", "settings", "x", "actions", "y"}, 303, 0.001);
  count_request(metrics, {"assets", "a.css"}, 404, 0.001);
  count_request(metrics, {"../../etc/passwd"}, 404, 0.001);
  const std::string text = host.metrics().text({});
  for (const char* line :
       {"{route=\"host_page\",status=\"2xx\"} 1\n", "{route=\"plugin_actions\",status=\"3xx\"} 1\n",
        "{route=\"assets\",status=\"4xx\"} 1\n", "{route=\"host_page\",status=\"4xx\"} 1\n"})
    EXPECT_THAT(text, HasSubstr(line));
  EXPECT_THAT(text, Not(HasSubstr("passwd")));
}

}  // namespace
}  // namespace sample_host
