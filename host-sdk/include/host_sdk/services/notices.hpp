// News for a company's administrators.
#pragma once

#include <string_view>

#include "host_sdk/page/values.hpp"

namespace host_sdk {

/// Tells a company's administrators something that they should know without opening the page. Owned by the
/// host; lives until the plugin's `stop()` has returned. [any] A call may block for up to 5 seconds on the
/// host's database; what cannot be stored goes to the log as an error.
class Notices {
 public:
  virtual ~Notices() = default;

  /// Shows a notice to every administrator of the company until one of them dismisses it. `topic` is a stable
  /// word of 1 to 64 characters: a new notice of the same topic replaces the former one. `title` and `text`
  /// are plain, of at most 80 and 2,000 characters.
  virtual void tell(std::string_view company_id, std::string_view topic, page::Tone tone,
                    std::string_view title, std::string_view text) = 0;

  /// Takes a notice back, because its reason is gone. An absent topic is fine.
  virtual void clear(std::string_view company_id, std::string_view topic) = 0;
};

}  // namespace host_sdk
