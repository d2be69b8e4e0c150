#include "cli/callback/callback_listener.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "plugins/pages/page_gateway.hpp"
#include "services/log.hpp"

namespace sample_host {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;

constexpr std::chrono::seconds kRequestTime{15};
constexpr std::chrono::milliseconds kAcceptPause{100};

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
  Connection(Tcp::socket socket, const CallbackListener::Handler& handler)
      : stream_(std::move(socket)), handler_(handler) {}

  void read() {
    stream_.expires_after(kRequestTime);
    parser_.header_limit(16 * 1024);
    parser_.body_limit(1024);
    http::async_read(stream_, buffer_, parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (!error) self->answer();
                     });
  }

  /// Closes the connection unless an answer is being sent.
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
      response_.body() =
          page_of("Nothing to see here. This program only waits for a browser to come back from signing in.");
    } else {
      const auto reply = handler_(*target);
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
  const CallbackListener::Handler& handler_;
  bool answers_ = false;
  beast::flat_buffer buffer_;
  http::request_parser<http::string_body> parser_;
  http::response<http::string_body> response_;
};

}  // namespace

struct CallbackListener::Parts {
  Parts(Handler what, Log& where) : handler(std::move(what)), log(where) {}
  void accept() {
    acceptor.async_accept([this](beast::error_code error, Tcp::socket socket) {
      if (!acceptor.is_open()) return;
      if (error) {
        // Usually no file descriptors are left, or the peer has already hung up.
        log.warning("", "callback_accept_failed retry_in=100ms reason=" + error.message());
        pause.expires_after(kAcceptPause);
        pause.async_wait([this](beast::error_code) {
          if (acceptor.is_open()) accept();
        });
        return;
      }
      std::erase_if(connections, [](const auto& connection) { return connection.expired(); });
      const auto connection = std::make_shared<Connection>(std::move(socket), handler);
      connections.push_back(connection);
      connection->read();
      accept();
    });
  }
  /// `io` runs until the last connection ends.
  void end() {
    acceptor.close();
    pause.cancel();
    for (const auto& connection : connections)
      if (const auto open = connection.lock()) open->end();
  }
  Handler handler;
  Log& log;
  asio::io_context io{1};
  Tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  std::vector<std::weak_ptr<Connection>> connections;
  std::thread thread;
};

CallbackListener::CallbackListener(const ListenAddress& address, Handler handler, Log& log)
    : parts_(std::make_unique<Parts>(std::move(handler), log)) {
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
    throw std::runtime_error(listen_error(address, e.code()) +
                             ", so this program cannot wait there for the browser to come back");
  }
  parts_->accept();
  parts_->thread = std::thread([this] { parts_->io.run(); });
}

std::uint16_t CallbackListener::port() const {
  return parts_->acceptor.local_endpoint().port();
}

CallbackListener::~CallbackListener() {
  // The command line continues once the outcome is stored, which is before the browser has its answer.
  asio::post(parts_->io, [this] { parts_->end(); });
  parts_->thread.join();
}

}  // namespace sample_host
