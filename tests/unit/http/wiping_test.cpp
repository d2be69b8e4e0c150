// What a request leaves in memory. Replaces the program's `operator delete` to look at what is freed.
#include "http/wiping.hpp"

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <memory>
#include <new>
#include <sstream>
#include <string_view>
#include <thread>

#include "http/server.hpp"
#include "socket_client.hpp"

namespace {

constexpr std::string_view kSecret = "4-secret-that-no-other-test-has";
std::atomic<bool> looking = false;
std::atomic<int> found = 0;

void look_at(void* memory) {
  if (memory == nullptr || !looking) return;
  const std::string_view bytes(static_cast<const char*>(memory), malloc_usable_size(memory));
  if (bytes.find(kSecret) != std::string_view::npos) ++found;
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* const memory = std::malloc(std::max<std::size_t>(size, 1))) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  look_at(memory);
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  look_at(memory);
  std::free(memory);
}

namespace {

/// Reads the secret from the body or the query, as a sign-in and a callback do.
class SecretSite : public http::Site {
 public:
  std::unique_ptr<http::EventStream> answer(const http::Request& request, http::Response& response) override {
    const http::Fields fields(request.body);
    const auto& parameters = request.method == "POST" ? fields.items() : request.query.items();
    std::map<std::string, std::string> values(parameters.begin(), parameters.end());
    const http::WipeAtEnd wipe(values);
    response.body = values["key"] == kSecret ? "right" : "wrong";
    return nullptr;
  }
};

/// Sends the request to a server and returns the response, when the server has freed the connection.
std::string exchange(const std::string& request) {
  boost::asio::io_context io{1};
  SecretSite site;
  http::Server server(io, site, [](const host_sdk::LogLine&) {}, {});
  const std::uint16_t port = server.start("127.0.0.1", 0);
  std::thread thread([&] { io.run(); });
  std::string response;
  {
    test_support::SocketClient client(port);
    found = 0;
    looking = true;
    client.send(request);
    response = client.receive_all();
  }
  server.stop();
  thread.join();
  looking = false;
  return response;
}

TEST(Wiping, FindsASecretThatIsFreed) {
  found = 0;
  auto text = std::make_unique<std::string>(kSecret);
  looking = true;
  text.reset();
  looking = false;
  EXPECT_EQ(found, 1);
}

TEST(Wiping, LeavesNothingOfABody) {
  const std::string body = "name=dana&key=" + std::string(kSecret) + "&other=" + std::string(20'000, 'x');
  const std::string response =
      exchange("POST /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_TRUE(response.ends_with("right")) << response;
  EXPECT_EQ(found, 0);
}

TEST(Wiping, LeavesNothingOfAChunkedBody) {
  std::string chunks;
  const auto add = [&chunks](const std::string& text) {
    std::ostringstream size;
    size << std::hex << text.size();
    chunks += size.str() + "\r\n" + text + "\r\n";
  };
  add("name=dana&key=" + std::string(kSecret));
  for (int i = 0; i < 20; ++i) add("&other=" + std::string(1000, 'x'));
  add("");
  const std::string response = exchange(
      "POST /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" +
      chunks);
  EXPECT_TRUE(response.ends_with("right")) << response;
  EXPECT_EQ(found, 0);
}

TEST(Wiping, LeavesNothingOfAQuery) {
  const std::string response = exchange("GET /callback?state=1&key=" + std::string(kSecret) +
                                        " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(response.ends_with("right")) << response;
  EXPECT_EQ(found, 0);
}

/// Short texts live inside their objects.
TEST(Wiping, LeavesNothingOfAShortText) {
  alignas(http::Request) std::array<char, sizeof(http::Request)> memory{};
  auto* const request = std::construct_at(reinterpret_cast<http::Request*>(memory.data()));
  request->body = "hunter2";
  request->target = "/?a=unter2";
  std::destroy_at(request);
  EXPECT_EQ(std::string_view(memory.data(), memory.size()).find("unter2"), std::string_view::npos);
}

}  // namespace
