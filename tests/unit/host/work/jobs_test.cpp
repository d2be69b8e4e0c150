#include "services/work/job_runner.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "plugins/loading/call_guard.hpp"
#include "services/log.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;

const host_sdk::Company kAcme{"acme", "Acme Inc."};
const host_sdk::Company kGlobex{"globex", "Globex"};

class Work final : public host_sdk::JobWork {
 public:
  Result run(const host_sdk::Company& company, const host_sdk::Actor&,
             host_sdk::TaskMonitor& monitor) override {
    ++runs;
    return body(company, monitor);
  }
  std::atomic<int> runs = 0;
  std::function<Result(const host_sdk::Company&, host_sdk::TaskMonitor&)> body;
};

struct JobsTest : ::testing::Test {
  Work work;
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  CallGuard guard{log};
  WorkerPool workers{4};
  JobRunner runner{workers, guard};
  PluginJobs jobs{runner, "plugin"};
};

TEST_F(JobsTest, JoinsARunningJobOfTheSameKindAndCompany) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  work.body = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    released.wait();
    return Result::ok();
  };
  EXPECT_TRUE(jobs.start(kAcme, {}, "sync", work).done());
  EXPECT_TRUE(jobs.start(kAcme, {}, "sync", work).done());
  EXPECT_TRUE(jobs.start(kGlobex, {}, "sync", work).done());
  const auto acme = runner.find("plugin", "acme", "sync");
  const auto globex = runner.find("plugin", "globex", "sync");
  EXPECT_TRUE(jobs.status("acme", "sync")->running);
  release.set_value();
  ASSERT_TRUE(acme->wait_for_end(1min));
  ASSERT_TRUE(globex->wait_for_end(1min));
  EXPECT_EQ(work.runs, 2);
  EXPECT_FALSE(jobs.status("acme", "sync")->running);
  EXPECT_TRUE(jobs.status("acme", "sync")->result->done());
}

TEST_F(JobsTest, EndsAWaitAtOnceWhenCancelled) {
  work.body = [](const host_sdk::Company&, host_sdk::TaskMonitor& monitor) {
    return monitor.wait(24h) ? Result::ok() : Result::failed(host_sdk::ResultCode::cancelled, "stopped");
  };
  ASSERT_TRUE(jobs.start(kAcme, {}, "sync", work).done());
  EXPECT_TRUE(jobs.cancel("acme", "sync"));
  const auto run = runner.find("plugin", "acme", "sync");
  ASSERT_TRUE(run->wait_for_end(1min));
  EXPECT_EQ(run->result()->code, host_sdk::ResultCode::cancelled);
  EXPECT_FALSE(jobs.cancel("acme", "sync"));
}

TEST_F(JobsTest, CancelsRunningJobsAndRefusesNewOnesAfterStop) {
  work.body = [](const host_sdk::Company&, host_sdk::TaskMonitor& monitor) {
    static_cast<void>(monitor.wait(24h));
    return Result::failed(host_sdk::ResultCode::cancelled, "stopped");
  };
  ASSERT_TRUE(jobs.start(kAcme, {}, "sync", work).done());
  workers.stop();
  EXPECT_EQ(jobs.status("acme", "sync")->result->code, host_sdk::ResultCode::cancelled);
  EXPECT_EQ(jobs.start(kAcme, {}, "sync", work).code, host_sdk::ResultCode::refused);
}

TEST_F(JobsTest, EndsAJobThatThrowsWithASentenceAndAReference) {
  work.body = [](const host_sdk::Company&, host_sdk::TaskMonitor&) -> Result { throw 42; };
  ASSERT_TRUE(jobs.start(kAcme, {}, "sync", work).done());
  const auto run = runner.find("plugin", "acme", "sync");
  ASSERT_TRUE(run->wait_for_end(1min));
  EXPECT_EQ(run->result()->code, host_sdk::ResultCode::operator_action);
  EXPECT_NE(run->result()->sentence.find("Reference"), std::string::npos);
}

TEST_F(JobsTest, KeepsTheLatestProgress) {
  work.body = [](const host_sdk::Company&, host_sdk::TaskMonitor& monitor) {
    host_sdk::Progress progress;
    progress.done = 7;
    monitor.report(progress);
    return Result::ok();
  };
  ASSERT_TRUE(jobs.start(kAcme, {}, "sync", work).done());
  ASSERT_TRUE(runner.find("plugin", "acme", "sync")->wait_for_end(1min));
  EXPECT_EQ(jobs.status("acme", "sync")->progress.done, 7);
  EXPECT_EQ(jobs.status("acme", "other"), std::nullopt);
}

}  // namespace
}  // namespace sample_host
