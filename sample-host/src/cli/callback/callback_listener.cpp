#include "cli/callback/callback_listener.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "cli/callback/callback_target.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "runtime.hpp"

namespace sample_host {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;

constexpr std::chrono::seconds kRequestTime{15};

std::string page_of(const std::string& sentence) {
  std::string safe;
  for (const char c : sentence) {
    if (c == '<') {
      safe += "&lt;";
    } else if (c == '&') {
      safe += "&amp;";
    } else {
      safe += c;
    }
  }
  return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>sample-host</title><p>" + safe +
         "</p><p>You can close this window and go back to the command line.</p></html>";
}

/// One connection: one request, one answer.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Tcp::socket socket, HostRuntime& runtime) : stream_(std::move(socket)), runtime_(runtime) {}

  void read() {
    stream_.expires_after(kRequestTime);
    parser_.header_limit(16 * 1024);
    parser_.body_limit(1024);
    http::async_read(stream_, buffer_, parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (!error) self->answer();
                     });
  }

  /// Hangs up on whoever has not asked yet; an answer that is on its way arrives.
  void end() {
    if (!answers_) stream_.close();
  }

 private:
  void answer() {
    answers_ = true;
    const auto& request = parser_.get();
    const auto target = parse_callback_target({request.target().data(), request.target().size()});
    response_.version(11);
    response_.keep_alive(false);
    response_.set(http::field::content_type, "text/html; charset=utf-8");
    response_.set("Content-Security-Policy", "default-src 'none'");
    response_.set(http::field::cache_control, "no-store");
    response_.set("Referrer-Policy", "no-referrer");
    if (request.method() != http::verb::get || !target) {
      response_.result(http::status::not_found);
      response_.body() = page_of("There is nothing here: only the return of a sign-in is awaited.");
    } else {
      const auto reply =
          runtime_.plugins().pages.callback(target->plugin_id, target->name, target->params, "");
      response_.result(reply.gate == Gate::open ? http::status::ok : http::status::bad_request);
      response_.body() = page_of(!reply.sentence.empty() ? reply.sentence
                                 : reply.answer.toast    ? reply.answer.toast->text
                                                         : "Done.");
    }
    response_.prepare_payload();
    stream_.expires_after(kRequestTime);
    http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code, std::size_t) {
      beast::error_code ignored_since_the_peer_may_be_gone;
      self->stream_.socket().shutdown(Tcp::socket::shutdown_both, ignored_since_the_peer_may_be_gone);
    });
  }

  beast::tcp_stream stream_;
  HostRuntime& runtime_;
  bool answers_ = false;
  beast::flat_buffer buffer_;
  http::request_parser<http::string_body> parser_;
  http::response<http::string_body> response_;
};

}  // namespace

struct CallbackListener::Parts {
  explicit Parts(HostRuntime& host) : runtime(host), acceptor(io) {}
  void accept() {
    acceptor.async_accept([this](beast::error_code error, Tcp::socket socket) {
      if (error) return;
      const auto connection = std::make_shared<Connection>(std::move(socket), runtime);
      connections.push_back(connection);
      connection->read();
      accept();
    });
  }
  /// The run of `io` ends with the last connection.
  void end() {
    acceptor.close();
    for (const auto& connection : connections)
      if (const auto open = connection.lock()) open->end();
  }
  HostRuntime& runtime;
  asio::io_context io{1};
  Tcp::acceptor acceptor;
  std::vector<std::weak_ptr<Connection>> connections;
  std::thread thread;
};

CallbackListener::CallbackListener(HostRuntime& runtime) : parts_(std::make_unique<Parts>(runtime)) {
  const auto address = listen_address_of(runtime.public_url());
  try {
    Tcp::resolver resolver(parts_->io);
    const auto found = resolver.resolve(address.host, std::to_string(address.port), Tcp::resolver::passive)
                           .begin()
                           ->endpoint();
    parts_->acceptor.open(found.protocol());
    parts_->acceptor.set_option(Tcp::acceptor::reuse_address(true));
    parts_->acceptor.bind(found);
    parts_->acceptor.listen();
  } catch (const boost::system::system_error& e) {
    throw std::runtime_error("nobody serves at " + runtime.public_url() +
                             ", and this program cannot listen there itself: " + e.code().message());
  }
  parts_->accept();
  parts_->thread = std::thread([this] { parts_->io.run(); });
}

CallbackListener::~CallbackListener() {
  // The command line goes on as soon as the return is known, which is before the browser has its answer.
  asio::post(parts_->io, [this] { parts_->end(); });
  parts_->thread.join();
}

}  // namespace sample_host
