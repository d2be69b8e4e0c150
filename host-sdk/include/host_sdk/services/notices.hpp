// Notices for a company's administrators.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host_sdk/page/values.hpp"

namespace host_sdk {

/// Whether and when the administrators get a notice by email, too. Each company chooses its recipients, and
/// which of the two kinds of email each one gets: the daily digest, or problems and their end. @since 1.3
enum class NoticeMail : std::uint8_t {
  /// Only on the host's pages.
  none = 0,
  /// In the next daily digest, and in each one while the notice is shown.
  digest = 1,
  /// At once. Showing it again sends nothing until it was cleared.
  once = 2,
  /// At once, and as a reminder after 1, 4 and 12 hours, then daily, while the notice is shown. Dismissing
  /// the notice stops the reminders until it is shown again; showing it again does not restart them.
  repeated = 3,
};

struct Notice {
  /// A stable word of 1 to 64 characters. A notice replaces the previous one with the same topic.
  std::string topic;
  page::Tone tone = page::Tone::info;
  /// At most 80 characters; plain text.
  std::string title;
  /// At most 2,000 characters; plain text, without secrets: it may be sent by email.
  std::string text;
  NoticeMail mail = NoticeMail::none;
  /// The slug of the plugin's page to open; empty for none.
  std::string page = {};
};

/// Shows notices to a company's administrators on the host's dashboard, and sends them by email. Owned by the
/// host; lives until the plugin's `stop()` returns. [any] A call can block on the host's database for up to 5
/// seconds; it never waits for a mail server. Never fails: a notice that cannot be stored is logged as an
/// error.
class Notices {
 public:
  virtual ~Notices() = default;

  /// Shows a notice to every administrator of the company until one of them dismisses it.
  virtual void show(std::string_view company_id, const Notice& notice) = 0;

  /// Removes the notice with that topic, if there is one, and forgets which emails were sent about it.
  virtual void clear(std::string_view company_id, std::string_view topic) = 0;
};

}  // namespace host_sdk
