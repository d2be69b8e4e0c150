// The only file of the host that uses libcurl.
#include "mail/smtp_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>

namespace sample_host {
namespace {

constexpr long kConnectSeconds = 15;
constexpr long kTotalSeconds = 60;
constexpr std::size_t kLongestReply = 200;

using Outcome = SendResult::Outcome;

struct EasyRelease {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListRelease {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using EasyHandle = std::unique_ptr<CURL, EasyRelease>;
using StringList = std::unique_ptr<curl_slist, ListRelease>;

EasyHandle new_handle() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
      throw std::runtime_error("libcurl could not be initialized");
  });
  EasyHandle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  return handle;
}

template <typename Value>
void set(const EasyHandle& handle, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(handle.get(), option, value); code != CURLE_OK)
    throw std::runtime_error(std::string("libcurl rejected an option: ") + curl_easy_strerror(code));
}

/// What libcurl's callbacks read and write during one transfer.
struct Transfer {
  std::string message;
  std::size_t sent = 0;
  /// The server's last reply that reports an error.
  std::string refusal;
  const std::atomic<bool>& cancelled;
};

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* data) {
  auto& transfer = *static_cast<Transfer*>(data);
  const std::size_t length = std::min(size * count, transfer.message.size() - transfer.sent);
  std::memcpy(buffer, transfer.message.data() + transfer.sent, length);
  transfer.sent += length;
  return length;
}

/// Replies of the server: "550 5.1.1 No such user".
std::size_t read_reply(char* buffer, std::size_t size, std::size_t count, void* data) {
  const std::string_view line(buffer, size * count);
  if (line.size() > 3 && (line[0] == '4' || line[0] == '5')) {
    std::string text(line.substr(0, kLongestReply));
    text.erase(std::find_if(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }),
               text.end());
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c >= 0x7F; }, '?');
    static_cast<Transfer*>(data)->refusal = std::move(text);
  }
  return line.size();
}

int on_progress(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(data)->cancelled ? 1 : 0;
}

std::string url_of(const MailConfig& config) {
  const bool ipv6 = config.server.find(':') != std::string::npos;
  return std::string(config.security == MailSecurity::tls ? "smtps://" : "smtp://") +
         (ipv6 ? "[" + config.server + "]" : config.server) + ":" + std::to_string(config.port);
}

void set_security(const EasyHandle& handle, const MailConfig& config) {
  set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // A password is never sent before the connection is encrypted; `none` is for this machine only.
  set(handle, CURLOPT_USE_SSL,
      static_cast<long>(config.security == MailSecurity::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!config.ca_file.empty()) set(handle, CURLOPT_CAINFO, config.ca_file.c_str());
  if (config.user.empty()) return;
  set(handle, CURLOPT_USERNAME, config.user.c_str());
  set(handle, CURLOPT_PASSWORD, config.password.reveal().c_str());
}

std::string explain(CURLcode code, const std::string& refusal) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "The mail server's name could not be resolved. Check mail.server in host.yaml.";
    case CURLE_COULDNT_CONNECT:
      return "The mail server could not be reached. Check mail.server and mail.port in host.yaml.";
    case CURLE_OPERATION_TIMEDOUT:
      return "The mail server did not answer in time.";
    case CURLE_USE_SSL_FAILED:
      return "The mail server does not offer STARTTLS, so nothing was sent. Check mail.port and "
             "mail.security in host.yaml.";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return "The mail server's certificate could not be verified. Check mail.server, or set mail.ca_file to "
             "the certificate authority to trust.";
    case CURLE_SSL_CONNECT_ERROR:
      return "The mail server did not accept a TLS connection. Check mail.port and mail.security in "
             "host.yaml.";
    case CURLE_LOGIN_DENIED:
      return "The mail server rejected the user or the password. Check mail.user and mail.password_file in "
             "host.yaml.";
    default:
      break;
  }
  if (!refusal.empty()) return "The mail server refused the email: " + refusal;
  return std::string("The email could not be sent: ") + curl_easy_strerror(code) + ".";
}

}  // namespace

SendResult SmtpClient::send(const Mail& mail, const std::atomic<bool>& cancelled) const {
  Transfer transfer{write_message(mail), 0, {}, cancelled};
  const EasyHandle handle = new_handle();
  const StringList recipients(curl_slist_append(nullptr, ("<" + mail.to_address + ">").c_str()));
  if (!recipients) throw std::bad_alloc();
  set(handle, CURLOPT_URL, url_of(config_).c_str());
  set_security(handle, config_);
  set(handle, CURLOPT_MAIL_FROM, ("<" + mail.from_address + ">").c_str());
  set(handle, CURLOPT_MAIL_RCPT, recipients.get());
  set(handle, CURLOPT_UPLOAD, 1L);
  set(handle, CURLOPT_READFUNCTION, &read_message);
  set(handle, CURLOPT_READDATA, &transfer);
  set(handle, CURLOPT_HEADERFUNCTION, &read_reply);
  set(handle, CURLOPT_HEADERDATA, &transfer);
  set(handle, CURLOPT_NOPROGRESS, 0L);
  set(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(handle, CURLOPT_XFERINFODATA, &transfer);
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(handle, CURLOPT_TIMEOUT, kTotalSeconds);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code == CURLE_OK) return {};
  // A 5 from the server is permanent (RFC 5321, section 4.2.1), except about the sign-in and TLS, which the
  // operator corrects.
  const bool about_this_email =
      code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
  const bool permanent = about_this_email && transfer.refusal.starts_with('5');
  return {permanent ? Outcome::refused : Outcome::failed, explain(code, transfer.refusal)};
}

}  // namespace sample_host
