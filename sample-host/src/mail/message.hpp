// Emails as RFC 5322 messages. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

/// An email before it is written as a message. All texts are UTF-8; control characters in the headers become
/// spaces.
struct Mail {
  std::string from_name;
  std::string from_address;
  std::string to_address;
  std::string subject;
  /// Plain text; lines end with "\n".
  std::string body;
  /// Without angle brackets. The same for every attempt, so that a receiver recognizes a repeated email.
  std::string message_id;
  host_sdk::Timestamp date;
};

/// True for an address that can be written into a header and into SMTP's commands unchanged: ASCII, one '@',
/// no quotation, at most 254 characters (RFC 5321, section 4.5.3.1). [any]
[[nodiscard]] bool is_mail_address(std::string_view text);

/// The message with all headers; lines end with CRLF. Marks itself as automatic (RFC 3834), so that no
/// out-of-office reply answers it. [any]
[[nodiscard]] std::string write_message(const Mail& mail);

}  // namespace sample_host
