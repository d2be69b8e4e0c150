// Pickers whose external service does not answer.
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "gateway_fixture.hpp"

namespace sample_host {
namespace {

using host_sdk::Result;

/// The pickers of every company but "tyrell" hang until the test ends.
struct HangingPickers : GatewayTest {
  HangingPickers() {
    plugin.page.present.blocks.push_back({"units", page::Picker{}, ""});
    plugin.page.on_options = [this, released = release.get_future().share()](
                                 const page::OptionsRequest& request, page::OptionsAnswer&) {
      if (request.company.id == "tyrell") return Result::ok();
      ++started;
      started.notify_all();
      released.wait();
      return Result::ok();
    };
  }
  ~HangingPickers() override {
    release.set_value();
    for (auto& thread : hanging) thread.join();
  }

  Gate open_picker(const std::string& company) {
    return gateway.options("fake-page", company, viewer, {{}, {}, "units", "", "", "", 50, {}, {}}, {}).gate;
  }
  void hang(const std::vector<const char*>& ids) {
    for (const char* company : ids) {
      const int before = started;
      hanging.emplace_back([this, company] { EXPECT_EQ(open_picker(company), Gate::open); });
      started.wait(before);
    }
  }

  std::promise<void> release;
  std::atomic<int> started = 0;
  std::vector<std::thread> hanging;
};

TEST_F(HangingPickers, OfThreeCompaniesLeaveThoseOfAnotherOneAlone) {
  hang({"acme", "acme", "initech", "initech", "hooli", "hooli"});
  EXPECT_EQ(open_picker("tyrell"), Gate::open);
  EXPECT_EQ(open_picker("acme"), Gate::busy);
}

TEST_F(HangingPickers, OfManyCompaniesLeavePagesAndActionsAlone) {
  offer(action_of("save"));
  hang({"acme", "acme", "initech", "initech", "hooli", "hooli", "umbrella", "soylent", "wonka"});
  EXPECT_EQ(open_picker("umbrella"), Gate::busy);
  for (const char* company : {"acme", "tyrell"})
    EXPECT_EQ(gateway.page("fake-page", company, viewer).gate, Gate::open) << company;
  EXPECT_EQ(act("save").gate, Gate::open);
}

}  // namespace
}  // namespace sample_host
