#include "cli/callback/callback_listener.hpp"

#include <boost/asio/io_context.hpp>
#include <stdexcept>
#include <thread>

#include "cli/exit_code.hpp"
#include "http/server.hpp"
#include "http/wiping.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "services/log.hpp"
#include "web/html.hpp"

namespace sample_host {
namespace {

http::ServerOptions listener_options() {
  http::ServerOptions options;
  options.body_limit = 1024;
  options.idle_time = options.header_time = options.body_time = options.write_time = std::chrono::seconds{15};
  // The handler runs on the thread of the network, one request at a time.
  options.workers = 0;
  options.keep_alive = false;
  return options;
}

std::string page_of(const std::string& sentence) {
  const std::string safe = web::Html().text(sentence).str();
  return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>sample-host</title><p>" + safe +
         "</p><p>You can close this window and go back to the command line.</p></html>";
}

class CallbackSite : public http::Site {
 public:
  explicit CallbackSite(CallbackListener::Handler handler) : handler_(std::move(handler)) {}

  std::unique_ptr<http::EventStream> answer(const http::Request& request, http::Response& response) override {
    auto target = parse_callback_target(request.target);
    response.header("Content-Type", "text/html; charset=utf-8")
        .header("Content-Security-Policy", "default-src 'none'")
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer");
    if (request.method != "GET" || !target) {
      response.status = 404;
      response.body = page_of("Not found. This address only receives the browser's return from a sign-in.");
      return nullptr;
    }
    const http::WipeAtEnd wipe_code(target->params);
    const auto reply = handler_(*target);
    response.status = reply.gate == Gate::open ? 200 : 400;
    response.body = page_of(sentence_of(reply));
    return nullptr;
  }

 private:
  CallbackListener::Handler handler_;
};

}  // namespace

std::string sentence_of(const CallbackReply& reply) {
  if (!reply.sentence.empty()) return reply.sentence;
  if (reply.answer.toast) return reply.answer.toast->text;
  if (!reply.result.sentence.empty()) return reply.result.sentence;
  return exit_code_of(reply) == ExitCode::done
             ? "Done."
             : "The plugin did not accept the answer of the external site, without a reason.";
}

struct CallbackListener::Parts {
  Parts(Handler handler, Log& log)
      : site(std::move(handler)),
        server(
            io, site, [&log](const LogLine& line) { log.warning("", line); }, listener_options()) {}

  boost::asio::io_context io{1};
  CallbackSite site;
  http::Server server;
  std::uint16_t port = 0;
  std::thread thread;
};

CallbackListener::CallbackListener(const ListenAddress& address, Handler handler, Log& log)
    : parts_(std::make_unique<Parts>(std::move(handler), log)) {
  try {
    parts_->port = parts_->server.start(address.host, address.port);
  } catch (const http::ListenError& error) {
    throw std::runtime_error(std::string{error.what()} +
                             ", so this program cannot wait there for the browser to come back");
  }
  parts_->thread = std::thread([this] { parts_->io.run(); });
}

std::uint16_t CallbackListener::port() const {
  return parts_->port;
}

CallbackListener::~CallbackListener() {
  // The command line continues once the outcome is stored, which is before the browser has its answer. `io`
  // runs until the last connection ends.
  parts_->server.stop();
  parts_->thread.join();
}

}  // namespace sample_host
