// The only file that uses libcurl: its multi-socket interface, driven by Asio.
#include "google/transport/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstring>
#include <mutex>
#include <new>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "host_sdk/network.hpp"

namespace gup::google {

namespace asio = boost::asio;

namespace {

/// Google compresses responses only if the user agent contains "gzip".
constexpr const char* kUserAgent = "google-user-provisioning/1.0 (gzip)";
/// By default libcurl keeps as many connections as there are transfers, which would break keep-alive.
constexpr long kKeptConnections = 64;

/// Releases a handle of libcurl. The function is a parameter because several handle types are all `void*`.
template <auto release>
struct Release {
  template <typename Handle>
  void operator()(Handle* handle) const {
    release(handle);
  }
};
using EasyHandle = std::unique_ptr<CURL, Release<curl_easy_cleanup>>;
using MultiHandle = std::unique_ptr<CURLM, Release<curl_multi_cleanup>>;
using UrlHandle = std::unique_ptr<CURLU, Release<curl_url_cleanup>>;

/// Overwrites the headers before they are freed: one of them carries the access token.
void wipe_and_free(curl_slist* headers) {
  for (curl_slist* header = headers; header != nullptr; header = header->next)
    explicit_bzero(header->data, std::strlen(header->data));
  curl_slist_free_all(headers);
}
using HeaderList = std::unique_ptr<curl_slist, Release<wipe_and_free>>;

void initialize_curl() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
      throw std::runtime_error("libcurl could not be initialized");
  });
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(handle, option, value); code != CURLE_OK)
    throw std::runtime_error(std::string("libcurl rejected an option: ") + curl_easy_strerror(code));
}

struct Address {
  std::string scheme;
  std::string host;
  bool plain = false;
};

std::optional<Address> parse_address(const std::string& url) {
  const UrlHandle parts(curl_url());
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto part = [&](CURLUPart which) -> std::optional<std::string> {
    char* text = nullptr;
    if (curl_url_get(parts.get(), which, &text, 0) != CURLUE_OK) return std::nullopt;
    std::string copy(text);
    curl_free(text);
    return copy;
  };
  const auto scheme = part(CURLUPART_SCHEME);
  const auto host = part(CURLUPART_HOST);
  if (!scheme || !host) return std::nullopt;
  return Address{*scheme, *host, !part(CURLUPART_USER) && !part(CURLUPART_FRAGMENT)};
}

NoAnswerKind kind_of(CURLcode code, bool answer_began) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return NoAnswerKind::timed_out;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return NoAnswerKind::untrusted;
    default:
      return answer_began ? NoAnswerKind::cut_short : NoAnswerKind::unreachable;
  }
}

/// True for https, or http on a loopback address, without user name and fragment.
bool is_acceptable_address(const std::string& url) {
  initialize_curl();
  const auto address = parse_address(url);
  if (!address || !address->plain) return false;
  return address->scheme == "https" || (address->scheme == "http" && host_sdk::is_loopback(address->host));
}

}  // namespace

/// libcurl's multi handle and the sockets that it watches. Shared, because a wait that Asio has already
/// queued may complete after the client is gone; it then finds `closed_` or `Socket::gone` set.
class HttpClient::Transfers : public std::enable_shared_from_this<HttpClient::Transfers> {
 public:
  explicit Transfers(asio::io_context& context) : context_(context), timer_(context) {
    initialize_curl();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &Transfers::on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &Transfers::on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kKeptConnections);
    curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  }

  void close() {
    closed_ = true;
    timer_.cancel();
    multi_.reset();
    // libcurl owns the descriptors and closes them.
    for (auto& [descriptor, socket] : sockets_) socket->release();
    sockets_.clear();
  }

  [[nodiscard]] CURLM* multi() const { return multi_.get(); }

  class Transfer;

 private:
  /// One registration of a socket. libcurl may close a descriptor and get the same number again while a wait
  /// on the former one is still pending.
  struct Socket {
    explicit Socket(asio::io_context& context, curl_socket_t descriptor) : stream(context, descriptor) {}
    void release() {
      gone = true;
      if (stream.is_open()) stream.release();
    }
    asio::posix::stream_descriptor stream;
    int wanted = 0;
    bool reading = false;
    bool writing = false;
    bool gone = false;
  };

  static int on_socket(CURL*, curl_socket_t descriptor, int what, void* self, void*) {
    return static_cast<Transfers*>(self)->watch(descriptor, what);
  }

  int watch(curl_socket_t descriptor, int what) noexcept try {
    if (what == CURL_POLL_REMOVE) {
      if (auto found = sockets_.find(descriptor); found != sockets_.end()) {
        found->second->release();
        sockets_.erase(found);
      }
      return 0;
    }
    auto& socket = sockets_[descriptor];
    if (!socket) socket = std::make_shared<Socket>(context_, descriptor);
    socket->wanted = what;
    arm(descriptor, socket);
    return 0;
  } catch (const std::exception&) {
    return -1;  // libcurl fails the transfers
  }

  void arm(curl_socket_t descriptor, const std::shared_ptr<Socket>& socket) {
    if ((socket->wanted & CURL_POLL_IN) != 0 && !socket->reading) {
      socket->reading = true;
      socket->stream.async_wait(
          asio::posix::descriptor_base::wait_read,
          [this, self = shared_from_this(), descriptor, socket](boost::system::error_code error) {
            socket->reading = false;
            ready(descriptor, socket, CURL_CSELECT_IN, error);
          });
    }
    if ((socket->wanted & CURL_POLL_OUT) != 0 && !socket->writing) {
      socket->writing = true;
      socket->stream.async_wait(
          asio::posix::descriptor_base::wait_write,
          [this, self = shared_from_this(), descriptor, socket](boost::system::error_code error) {
            socket->writing = false;
            ready(descriptor, socket, CURL_CSELECT_OUT, error);
          });
    }
  }

  void ready(curl_socket_t descriptor, const std::shared_ptr<Socket>& socket, int event,
             boost::system::error_code error) {
    if (socket->gone || closed_) return;
    const int wanted = event == CURL_CSELECT_IN ? CURL_POLL_IN : CURL_POLL_OUT;
    if (!error && (socket->wanted & wanted) == 0) return;  // no longer wanted
    act(descriptor, error ? CURL_CSELECT_ERR : event);
    if (!socket->gone && !closed_) arm(descriptor, socket);
  }

  static int on_timer(CURLM*, long timeout_ms, void* self) {
    return static_cast<Transfers*>(self)->set_timer(timeout_ms);
  }

  /// libcurl must not be called from its own callback, so even a timeout of 0 goes through the loop: as a
  /// post, because a timer would cost a system call.
  int set_timer(long timeout_ms) noexcept try {
    timer_.cancel();
    const auto number = ++timer_number_;
    const auto expired = [this, self = shared_from_this(), number](boost::system::error_code error = {}) {
      if (error || closed_ || number != timer_number_) return;
      act(CURL_SOCKET_TIMEOUT, 0);
    };
    if (timeout_ms == 0) asio::post(context_, [expired] { expired(); });
    if (timeout_ms > 0) {
      timer_.expires_after(std::chrono::milliseconds(timeout_ms));
      timer_.async_wait(expired);
    }
    return 0;
  } catch (const std::exception&) {
    return -1;
  }

  void act(curl_socket_t descriptor, int events);

  asio::io_context& context_;
  asio::steady_timer timer_;
  std::uint64_t timer_number_ = 0;
  MultiHandle multi_;
  std::unordered_map<curl_socket_t, std::shared_ptr<Socket>> sockets_;
  bool closed_ = false;
};

/// One request in flight. The destructor removes it from libcurl, also when the coroutine is unwound.
class HttpClient::Transfers::Transfer {
 public:
  /// `request` and `limits` must outlive the transfer.
  Transfer(EventLoop& loop, Transfers& transfers, const HttpRequest& request, const HttpLimits& limits,
           const std::string& ca_file)
      : done_(loop), in_flight_(loop), transfers_(transfers), limits_(limits), easy_(curl_easy_init()) {
    if (!easy_) throw std::bad_alloc();
    CURL* const easy = easy_.get();
    set(easy, CURLOPT_PRIVATE, this);
    set(easy, CURLOPT_URL, request.url.c_str());
    const bool loopback = request.url.starts_with("http:");
    set(easy, CURLOPT_PROTOCOLS_STR, loopback ? "http" : "https");
    if (loopback) set(easy, CURLOPT_PROXY, "");  // a proxy is for other machines
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!ca_file.empty()) {
      set(easy, CURLOPT_CAINFO, ca_file.c_str());
      set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    set(easy, CURLOPT_NOSIGNAL, 1L);
    // Otherwise removing a transfer would wait for a name lookup in progress.
    set(easy, CURLOPT_QUICK_EXIT, 1L);
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(easy, CURLOPT_PIPEWAIT, 1L);
    set(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    set(easy, CURLOPT_USERAGENT, kUserAgent);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
    const auto total = request.replaceable ? std::min(limits.replaceable, limits.total) : limits.total;
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(total.count()));
    set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.silence.count()));
    set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    set(easy, CURLOPT_WRITEDATA, this);
    if (!request.bearer.empty())
      add_header(SecretText("Authorization: Bearer " + request.bearer.reveal()).reveal());
    if (request.form) {
      // Not copied by libcurl: `request` outlives the transfer.
      const std::string& form = request.form->reveal();
      set(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
      set(easy, CURLOPT_POSTFIELDS, form.data());
      add_header("Expect:");
    }
    if (headers_) set(easy, CURLOPT_HTTPHEADER, headers_.get());
    if (const CURLMcode code = curl_multi_add_handle(transfers_.multi(), easy); code != CURLM_OK)
      throw std::runtime_error(std::string("libcurl rejected a request: ") + curl_multi_strerror(code));
  }
  ~Transfer() { curl_multi_remove_handle(transfers_.multi(), easy_.get()); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  void finish(CURLcode code) {
    code_ = code;
    done_.set();
  }
  [[nodiscard]] asio::awaitable<void> wait() { return done_.wait(); }

  HttpResult take() {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (too_large_) return NoAnswer{NoAnswerKind::too_large, "The response is too large"};
    if (code_ != CURLE_OK) return NoAnswer{kind_of(code_, status != 0), curl_easy_strerror(code_)};
    curl_header* header = nullptr;
    HttpAnswer answer{status, std::move(body_), {}};
    if (curl_easy_header(easy_.get(), "Retry-After", 0, CURLH_HEADER, -1, &header) == CURLHE_OK)
      answer.retry_after = header->value;
    return answer;
  }

 private:
  void add_header(const std::string& line) {
    curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)headers_.release();
    headers_.reset(longer);
  }

  /// The limit for what has been received so far.
  [[nodiscard]] std::size_t body_limit() const {
    curl_off_t received = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &received);
    const std::size_t decoded =
        limits_.small_body + limits_.decompression * static_cast<std::size_t>(received);
    return std::min(limits_.body, decoded);
  }

  static std::size_t on_body(char* data, std::size_t, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.too_large_ = transfer.body_.size() + count > transfer.body_limit();
    if (transfer.too_large_) return 0;
    transfer.body_.append(data, count);
    return count;
  }

  EventLoop::Event done_;
  EventLoop::InFlight in_flight_;
  Transfers& transfers_;
  const HttpLimits& limits_;
  HeaderList headers_;
  EasyHandle easy_;
  std::string body_;
  CURLcode code_ = CURLE_OK;
  bool too_large_ = false;
};

void HttpClient::Transfers::act(curl_socket_t descriptor, int events) {
  int running = 0;
  curl_multi_socket_action(multi_.get(), descriptor, events, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* owner = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    reinterpret_cast<Transfer*>(owner)->finish(message->data.result);
  }
}

HttpClient::HttpClient(EventLoop& loop, const HttpLimits& limits, std::string ca_file)
    : loop_(loop),
      limits_(limits),
      ca_file_(std::move(ca_file)),
      transfers_(std::make_shared<Transfers>(loop.context())) {}

HttpClient::~HttpClient() {
  transfers_->close();
}

asio::awaitable<HttpResult> HttpClient::send(HttpRequest request) {
  if (!is_acceptable_address(request.url))
    co_return NoAnswer{NoAnswerKind::unreachable, "The address is neither https nor a loopback address"};
  Transfers::Transfer transfer(loop_, *transfers_, request, limits_, ca_file_);
  co_await transfer.wait();
  co_return transfer.take();
}

}  // namespace gup::google
