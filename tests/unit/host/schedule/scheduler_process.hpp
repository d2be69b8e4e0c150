// A process of the host with a scheduler, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "database/host_database.hpp"
#include "database/schedule_table.hpp"
#include "fake_plugin.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "scheduler/scheduler.hpp"
#include "services/company_list.hpp"
#include "services/lent/plugin_schedule.hpp"
#include "services/log.hpp"
#include "services/work/worker_pool.hpp"
#include "temporary_host.hpp"

namespace sample_host::testing {

/// One process of the host, on a database that others may share and a clock that the test moves.
struct Process {
  Process(HostDatabase& pool, host_sdk::fakes::FakeClock& shared_clock, const std::string& name,
          std::vector<host_sdk::Company> served = {{"acme", "Acme Inc."}, {"globex", "Globex"}})
      : clock(shared_clock),
        companies(std::move(served)),
        table(pool),
        scheduler(table, catalog, companies, workers, clock, log, name),
        schedule(
            table, catalog, clock, log, [this] { scheduler.wake(); }, "fake", std::chrono::minutes{30}) {
    add_to(catalog, plugin);
  }
  ~Process() {
    workers.stop();
    catalog.stop();
  }

  host_sdk::fakes::FakeClock& clock;
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  FakePlugin plugin;
  PluginCatalog catalog{log};
  CompanyList companies;
  WorkerPool workers{12};
  ScheduleTable table;
  Scheduler scheduler;
  PluginSchedule schedule;
};

struct SchedulerTest : ::testing::Test {
  TemporaryDatabase database;
  host_sdk::fakes::FakeClock clock;
};

}  // namespace sample_host::testing
