#include "config/read_mail.hpp"

#include <algorithm>
#include <string_view>

#include "host_sdk/network.hpp"
#include "host_sdk/text.hpp"
#include "mail/message.hpp"

namespace sample_host {
namespace {

using host_sdk::yaml::Mapping;

constexpr std::string_view kHostCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:";

MailSecurity read_security(const Mapping& part, const std::string& server) {
  const std::string name = part.choice("security", {"starttls", "tls", "none"}, "starttls");
  if (name == "starttls") return MailSecurity::starttls;
  if (name == "tls") return MailSecurity::tls;
  if (!host_sdk::is_loopback(server))
    throw part.error("security",
                     "may be none only for a server on this machine (127.0.0.1); use starttls or tls");
  return MailSecurity::none;
}

std::int64_t usual_port(MailSecurity security) {
  switch (security) {
    case MailSecurity::starttls:
      return 587;
    case MailSecurity::tls:
      return 465;
    case MailSecurity::none:
      break;
  }
  return 25;
}

}  // namespace

std::optional<MailConfig> read_mail(const Mapping& root) {
  if (!root.has("mail")) return std::nullopt;
  const auto part = root.mapping("mail");
  MailConfig mail;
  mail.server = part.string("server");
  if (mail.server.find_first_not_of(kHostCharacters) != std::string::npos)
    throw part.error("server", "must be the name or address of a host, without scheme and port");
  mail.security = read_security(part, mail.server);
  mail.port = static_cast<std::uint16_t>(part.integer("port", {1, 65'535}, usual_port(mail.security)));
  mail.user = part.string("user", "");
  auto password = part.optional_secret("password");
  if (mail.user.empty() != !password.has_value())
    throw part.error(mail.user.empty() ? "password" : "user", "needs both a user and a password, or neither");
  if (password) mail.password = *std::move(password);
  mail.from_address = part.string("from");
  if (!is_mail_address(mail.from_address))
    throw part.error("from", "must be an email address such as no-reply@example.com");
  mail.from_name = part.string("from_name", "");
  if (part.has("ca_file")) mail.ca_file = part.path("ca_file");
  std::error_code error;
  if (std::filesystem::is_fifo(mail.ca_file, error))
    throw part.error("ca_file", "names a pipe instead of a file: " + mail.ca_file.string());
  return mail;
}

std::vector<std::string> read_notify(const Mapping& company) {
  auto addresses = company.strings("notify");
  for (const std::string& address : addresses)
    if (!is_mail_address(address))
      throw company.error("notify", "must list email addresses such as it@example.com");
  std::vector<std::string> keys;
  for (const std::string& address : addresses) keys.push_back(host_sdk::fold_key(address));
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end())
    throw company.error("notify", "lists an address twice");
  return addresses;
}

}  // namespace sample_host
