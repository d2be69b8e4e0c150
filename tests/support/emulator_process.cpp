#include "emulator_process.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <stdexcept>

#include "google/sign_in/scopes.hpp"
#include "google/wire/parameters.hpp"

namespace gup::google::test {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

http::response<http::string_body> send(unsigned short port, http::verb method, const std::string& target,
                                       const std::string& body, const char* type) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), port});
  http::request<http::string_body> request(method, target, 11);
  request.set(http::field::host, "127.0.0.1");
  if (!body.empty()) request.set(http::field::content_type, type);
  request.body() = body;
  request.prepare_payload();
  http::write(socket, request);
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(socket, buffer, response);
  return response;
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t begin = text.find(before);
  if (begin == std::string::npos) throw std::runtime_error("no \"" + before + "\" in: " + text);
  const std::size_t start = begin + before.size();
  return text.substr(start, text.find(after, start) - start);
}

std::string request_of(const std::string& page) {
  return between(page, "name=\"request\" value=\"", "\"");
}

std::string read_line(int descriptor) {
  std::string line;
  char character = 0;
  while (read(descriptor, &character, 1) == 1 && character != '\n') line += character;
  return line;
}

}  // namespace

EmulatorProcess::EmulatorProcess(const std::vector<std::string>& arguments) {
  std::array<int, 2> out{};
  if (pipe(out.data()) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, out[0]);
  std::vector<const char*> words{GOOGLE_EMULATOR, "--listen", "127.0.0.1:0"};
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  words.push_back(nullptr);
  const int failed =
      posix_spawn(&process_, GOOGLE_EMULATOR, &actions, nullptr, const_cast<char**>(words.data()), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  const std::string line = failed == 0 ? read_line(out[0]) : "";
  close(out[0]);
  const std::size_t colon = line.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("the emulator did not start: " + line);
  port_ = static_cast<unsigned short>(std::stoi(line.substr(colon + 1)));
}

EmulatorProcess::~EmulatorProcess() {
  kill(process_, SIGTERM);
  int status = 0;
  waitpid(process_, &status, 0);
}

GoogleClientSettings EmulatorProcess::settings() const {
  const std::string origin = "http://127.0.0.1:" + std::to_string(port_);
  GoogleClientSettings settings;
  settings.client_id = "1234.apps.googleusercontent.com";
  settings.client_secret = "demo-client-secret";
  settings.endpoints = {origin + "/o/oauth2/v2/auth", origin + "/token", origin + "/revoke", origin};
  return settings;
}

std::string EmulatorProcess::control(const std::string& method, const std::string& path,
                                     const std::string& body) const {
  const auto response = send(port_, http::string_to_verb(method), path, body, "application/json");
  if (response.result_int() >= 300) throw std::runtime_error(path + ": " + response.body());
  return response.body();
}

std::string EmulatorProcess::look_up(const std::string& path) const {
  return send(port_, http::verb::get, path, "", "").body();
}

std::string EmulatorProcess::consent(const std::string& authorization_url, const std::string& account) const {
  constexpr const char* kForm = "application/x-www-form-urlencoded";
  const std::string path = "/o/oauth2/v2/auth";
  const std::string target = authorization_url.substr(authorization_url.find(path));
  const std::string chooser = send(port_, http::verb::get, target, "", "").body();
  const std::string chosen = encode_query({{"request", request_of(chooser)}, {"account", account}});
  const std::string screen = send(port_, http::verb::post, path, chosen, kForm).body();
  Parameters allow{{"request", request_of(screen)}, {"action", "allow"}};
  for (std::string& scope : split_scopes(requested_scopes())) allow.emplace_back("scope", std::move(scope));
  const auto back = send(port_, http::verb::post, path, encode_query(allow), kForm);
  std::string code = between(std::string(back[http::field::location]), "code=", "&");
  // The code is percent-encoded: "4%2F...".
  for (std::size_t at = code.find("%2F"); at != std::string::npos; at = code.find("%2F"))
    code.replace(at, 3, "/");
  return code;
}

Grant EmulatorProcess::connect(GoogleService& service, const std::string& account,
                               host_sdk::TaskMonitor& monitor) const {
  const std::string callback = "http://127.0.0.1:8080/plugins/p/callback/s";
  const SecretText verifier(std::string(64, 'v'));
  const std::string url = service.authorization_url({callback, "state-1", verifier, ""});
  return service.exchange({SecretText(consent(url, account)), callback, verifier}, monitor);
}

}  // namespace gup::google::test
