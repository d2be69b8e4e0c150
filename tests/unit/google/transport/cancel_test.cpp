// Cancelling while a call is blocked before its response.
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include "directory_fixture.hpp"

namespace {

/// A name service that does not answer for one name until it is released.
struct StuckNameService {
  std::mutex mutex;
  std::condition_variable changed;
  bool asked = false;
  bool let_go = false;
};

StuckNameService& name_service() {
  static StuckNameService service;
  return service;
}

}  // namespace

/// Replaces the C library's function: libcurl finds this one first, in the program.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* name, const char*,
                                                                  const addrinfo*, addrinfo**) {
  auto& service = name_service();
  if (name == nullptr || std::strcmp(name, "stuck.test") != 0) return EAI_NONAME;
  std::unique_lock lock(service.mutex);
  service.asked = true;
  service.changed.notify_all();
  service.changed.wait(lock, [&] { return service.let_go; });
  return EAI_AGAIN;
}

namespace gup::google::test {
namespace {

using std::chrono::seconds;

/// Runs a call that cannot end on its own and cancels it once `stuck` returns true.
class CancelTest : public DirectoryTest {
 protected:
  void expect_stop(const std::function<bool()>& stuck) {
    host_sdk::fakes::FakeTaskMonitor monitor;
    std::thread stopper([&] {
      while (!stuck()) std::this_thread::yield();
      monitor.request_cancel();
    });
    Collector sink;
    EXPECT_THROW(reader_->read(false, sink, monitor), Cancelled);
    stopper.join();
  }
};

TEST_F(CancelTest, StopsDuringANameLookup) {
  GoogleClientSettings settings;
  settings.client_id = "client-id";
  settings.endpoints.token = "https://stuck.test/token";
  open(settings);
  auto& service = name_service();
  expect_stop([&] {
    const std::lock_guard lock(service.mutex);
    return service.asked;
  });
  // Released only now, so the cancel cannot have waited for the lookup.
  const std::lock_guard lock(service.mutex);
  service.let_go = true;
  service.changed.notify_all();
}

/// A port with a full backlog: further connections are neither accepted nor refused.
class FullPort {
 public:
  FullPort() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(listen(listener_, 0), 0);
    EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length), 0);
    port_ = ntohs(address.sin_port);
    for (int& one : waiting_) {
      one = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      (void)connect(one, reinterpret_cast<sockaddr*>(&address), length);
    }
  }
  ~FullPort() {
    for (const int one : waiting_) close(one);
    close(listener_);
  }
  FullPort(const FullPort&) = delete;
  FullPort& operator=(const FullPort&) = delete;
  [[nodiscard]] unsigned short port() const { return port_; }

 private:
  int listener_;
  int waiting_[4]{};
  unsigned short port_ = 0;
};

TEST_F(CancelTest, StopsWhileConnecting) {
  const FullPort full;
  GoogleClientSettings settings;
  settings.client_id = "client-id";
  settings.endpoints.token = "http://127.0.0.1:" + std::to_string(full.port()) + "/token";
  open(settings);
  // A pending connection is not observable. The loop checks for a cancel the third time while it waits for
  // the connection.
  host_sdk::fakes::FakeTaskMonitor monitor;
  monitor.cancel_at_check(3);
  Collector sink;
  EXPECT_THROW(reader_->read(false, sink, monitor), Cancelled);
}

TEST_F(CancelTest, StopsWhileThePacerDelaysARequest) {
  serve([](const SeenRequest&) -> Reply { return {200, R"({"users":[{"id":"1"}]})", {}, {}}; });
  auto settings = google_->settings();
  settings.requests_per_minute = 1;
  open(settings);
  Collector sink;
  reader_->read(false, sink, monitor_);
  struct StopsAtALongWait : host_sdk::fakes::FakeTaskMonitor {
    bool wait(std::chrono::milliseconds duration) override {
      longest = std::max(longest, duration);
      return false;
    }
    std::chrono::milliseconds longest{0};
  } monitor;
  EXPECT_THROW(reader_->read(false, sink, monitor), Cancelled);
  EXPECT_GT(monitor.longest, seconds{30}) << "the call waited for the pacer";
  EXPECT_EQ(google_->requests(kUsers).size(), 1U);
}

}  // namespace
}  // namespace gup::google::test
