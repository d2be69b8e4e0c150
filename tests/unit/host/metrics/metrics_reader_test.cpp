// One look at the metrics, with a database or a plugin that does not answer.
#include "metrics/metrics_reader.hpp"

#include <gmock/gmock.h>

#include <future>
#include <latch>

#include "fake_plugin.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_calls.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "runtime.hpp"
#include "services/work/worker_pool.hpp"
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

  void add_other(const std::string& id) {
    other.page.slug = id + "-page";
    other.task.id = id + ".task";
    other.sources = {&source_of_other};
    testing::add_to(host.plugins().catalog, other, id);
  }

  testing::TemporaryFolder folder;
  Source source;
  Source source_of_other;
  testing::FakePlugin plugin;
  testing::FakePlugin other;
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
                           "sample_host_plugins{state=\"running\"} 1\n", "sample_host_workers 31\n"})
    EXPECT_THAT(text, HasSubstr(line));
}

TEST_F(Reader, CountsTheWorkThatWaitsWhileEveryThreadIsBlocked) {
  MetricsReader reader(host, [] { return WebLoad{}; });
  EXPECT_THAT(reader.text(), HasSubstr("sample_host_work_queue_length 0\n"));
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  constexpr int kThreads = 31;
  std::latch blocked(kThreads);
  for (int i = 0; i < kThreads + 3; ++i)
    ASSERT_NE(host.work().workers.start({},
                                        [&blocked, released, i](host_sdk::TaskMonitor&) {
                                          if (i < kThreads) blocked.count_down();
                                          released.wait();
                                          return host_sdk::Result::ok();
                                        }),
              nullptr);
  blocked.wait();
  const std::string text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_workers_busy 31\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_work_queue_length 3\n"));
  release.set_value();
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
  source.on_collect = [](auto&) { return host_sdk::Result::ok(); };
  std::promise<void> release;
  MetricsReader reader(
      host, [] { return WebLoad{}; }, std::chrono::milliseconds{0},
      [&](HostRuntime&, auto&) { release.get_future().wait(); });
  const std::string text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_database_up 0\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_plugin_metrics_up{plugin=\"fake\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_database_sessions{state=\"in_use\"}"));
  release.set_value();
  reader.stop();
  EXPECT_THAT(reader.text(), HasSubstr("sample_host_database_up 0\n")) << "after the stop";
}

TEST_F(Reader, PublishesTheHostAndTheOtherPluginsWhileOneHangs) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  source.on_collect = [released](auto&) {
    released.wait();
    return host_sdk::Result::ok();
  };
  source_of_other.on_collect = [](auto&) { return host_sdk::Result::ok(); };
  add_other("other");
  MetricsReader reader(
      host, [] { return WebLoad{}; }, std::chrono::milliseconds{500});
  // A busy machine may take several looks.
  const auto other_is_up = HasSubstr("sample_host_plugin_metrics_up{plugin=\"other\"} 1\n");
  std::string text = reader.text();
  while (!::testing::Value(text, other_is_up)) text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_database_up 1\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_tasks_due 0\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_plugin_metrics_up{plugin=\"fake\"} 0\n"));
  // As a shutdown does: neither waits for the plugin.
  host.plugins().pages.calls().stop();
  reader.stop();
  EXPECT_EQ(host.plugins().pages.calls().wait_until_idle(std::chrono::milliseconds{0}),
            std::set<std::string>{"fake"});
  release.set_value();
}

TEST_F(Reader, ShowsADatabaseThatFailsInAnyWayAsDown) {
  source.on_collect = [](auto&) { return host_sdk::Result::ok(); };
  int look = 0;
  MetricsReader reader(
      host, [] { return WebLoad{}; }, MetricsReader::kPatience,
      [&](HostRuntime&, auto& samples) {
        samples.push_back({"tasks_due", {}, 7});
        if (++look == 1) throw std::bad_cast();
      });
  std::string text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_database_up 0\n"));
  EXPECT_THAT(text, Not(HasSubstr("sample_host_tasks_due")));
  text = reader.text();
  EXPECT_THAT(text, HasSubstr("sample_host_database_up 1\n"));
  EXPECT_THAT(text, HasSubstr("sample_host_tasks_due 7\n"));
}

TEST_F(Reader, KeepsItsValuesApartFromThoseOfAPluginWithTheIdHost) {
  source.on_collect = [](auto&) { return host_sdk::Result::ok(); };
  source_of_other.on_collect = [](auto& samples) {
    samples.push_back({"database_up", {}, 5});
    return host_sdk::Result::ok();
  };
  add_other("host");
  EXPECT_TRUE(host.metrics()
                  .plugin("host")
                  .define({host_sdk::MetricKind::gauge, "database_up", "Its own.", {}, {}})
                  .done());
  MetricsReader reader(host, [] { return WebLoad{}; });
  const std::string text = reader.text();
  for (const char* line : {"sample_host_database_up 1\n", "\nhost_database_up 5\n",
                           "sample_host_tasks_due 0\n", "sample_host_plugin_metrics_up{plugin=\"host\"} 1\n"})
    EXPECT_THAT(text, HasSubstr(line));
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
