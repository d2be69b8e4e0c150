// Notices for a company's administrators.
#pragma once

#include <string_view>

#include "host_sdk/page/values.hpp"

namespace host_sdk {

/// Shows notices to a company's administrators on every page of the host. Owned by the host; lives until the
/// plugin's `stop()` returns. [any] A call can block on the host's database for up to 5 seconds. Never fails:
/// a notice that cannot be stored is logged as an error.
class Notices {
 public:
  virtual ~Notices() = default;

  /// Shows a notice to every administrator of the company until one of them dismisses it. `topic` is a stable
  /// word of 1 to 64 characters; a notice replaces the previous one with the same topic. `title` has at most
  /// 80 characters, `text` at most 2,000; both are plain.
  virtual void show(std::string_view company_id, std::string_view topic, page::Tone tone,
                    std::string_view title, std::string_view text) = 0;

  /// Removes the notice with that topic, if there is one.
  virtual void clear(std::string_view company_id, std::string_view topic) = 0;
};

}  // namespace host_sdk
